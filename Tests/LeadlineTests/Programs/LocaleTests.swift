import Foundation
import TestSupport
import Testing

@testable import leadline

@Suite(.serialized) struct LocaleTests {
    /// In Latin-1 the second byte of Û begins a control sequence.
    private static let text = "\u{DB}31m S\u{E3}o 王"

    private func account() async throws -> Simulator {
        let twilio = try await Sitting.account()
        try await twilio.command("__inbound", ["from": "+12025550177", "body": Self.text])
        _ = try await leadline(["sync"], in: twilio.environment)
        return twilio
    }

    @Test("On a terminal that is not UTF-8 nothing but ASCII is written, in the screen and by commands")
    func terminal() async throws {
        let twilio = try await account()
        let latin = twilio.environment.merging(["LANG": "C"]) { $1 }

        let screen = try PseudoTerminal([], in: latin, columns: 160, rows: 40)
        #expect(try await screen.shows("U31m Sao ?"))
        screen.type("q")
        #expect(try await screen.end() == 0)
        let shown = try PseudoTerminal(["show", "+12025550177"], in: latin)
        #expect(try await shown.end() == 0)
        let json = try PseudoTerminal(["show", "+12025550177", "--json"], in: latin, columns: 4000)
        #expect(try await json.end() == 0)

        for terminal in [screen, shown, json] { #expect(terminal.written.allSatisfy { $0 < 0x80 }) }
        #expect(shown.glass.lines.contains { $0.contains("U31m Sao ?") })
        let object = try JSONSerialization.jsonObject(with: Data(json.written)) as? [String: Any]
        #expect(object?["body"] as? String == Self.text)
    }

    @Test("A file or a pipe gets the whole text whatever the locale")
    func pipe() async throws {
        let twilio = try await account()

        let shown = try await leadline(
            ["show", "+12025550177"], in: twilio.environment.merging(["LANG": "C"]) { $1 })

        #expect(shown.output.contains(Self.text))
    }
}
