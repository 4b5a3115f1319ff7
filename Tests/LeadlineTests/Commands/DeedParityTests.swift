import Foundation
import Inbox
import Testing

@testable import leadline

@Suite("Every command of the palette is one of `leadline do`, or of the screen alone")
struct DeedParityTests {
    @Test("No command is forgotten, and none is in both lists")
    func parity() {
        let alone = Set(Deed.ofScreenAlone)

        #expect(Command.forms.count > 40)
        for form in Command.forms {
            #expect((Deed(named: form.name) != nil) != alone.contains(form.action), "\(form.name)")
        }
        #expect(alone.isSubset(of: Command.forms.map(\.action)))
    }

    @Test("The help and the README name each of them")
    func help() async throws {
        let home = try Home()
        let help = try await leadline(["do", "--help"], in: home.environment).output
        let page = try String(contentsOf: NewcomerPageTests.readme, encoding: .utf8)
        let start = try #require(page.range(of: "### Without the screen")?.upperBound)

        for name in Deed.allCases.map(\.rawValue) + Deed.ofScreenAlone.map(\.rawValue) {
            #expect(help.contains(name), "\(name)")
            #expect(page[start...].contains("`\(name)"), "\(name)")
        }
    }
}
