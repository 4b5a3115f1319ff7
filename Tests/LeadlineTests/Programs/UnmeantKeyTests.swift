import LocalStore
import Messaging
import Testing

@testable import leadline

/// What belongs together in time: keys of one read, and keys that a multiplexer has held back.
@Suite(.serialized) struct UnmeantKeyTests {
    private func outbox(_ sitting: Sitting) throws -> [String] { try sitting.store().openOutbox().map(\.body) }

    @Test(
        "Enter in one read with a text sends nothing on any terminal; alone it does",
        arguments: ["xterm-256color", "vt100"])
    func burst(type: String) async throws {
        let sitting = try await Sitting(["TERM": type])
        let terminal = sitting.terminal
        try await sitting.reply("x")
        try await terminal.settle()

        terminal.type("yes\r")
        #expect(try await terminal.shows("xyes"))
        try await terminal.settle()
        #expect(try outbox(sitting).isEmpty)

        terminal.type("\r")
        #expect(try await terminal.shows("held"))
    }

    @Test("A text right after Enter stays with its lead, and quitting gives both back in their order")
    func twoTexts() async throws {
        let account = try await Sitting.account()
        try account.takeTime()
        let sitting = try await Sitting(at: account)
        let terminal = sitting.terminal
        for text in ["One", "Two"] {
            if text == "One" { try await sitting.reply(text) } else { terminal.type(text) }
            #expect(try await terminal.shows(text))
            try await terminal.settle()
            terminal.type("\r")
            #expect(try await terminal.shows("held"))
        }
        terminal.type("\u{7}")
        #expect(try await terminal.shows("r writes"))
        terminal.type("q")
        #expect(try await terminal.shows("back to draft and quit"))
        terminal.type("d")

        #expect(try await terminal.end() == 0)
        #expect(try sitting.draft() == "One\nTwo")
    }

    @Test("Esc and a letter that come together send nothing, and Ctrl-s sends")
    func escapeHeldBack() async throws {
        let sitting = try await Sitting()
        let terminal = sitting.terminal
        try await sitting.reply("a thought")
        try await terminal.settle()

        terminal.type("\u{1B}s")
        try await terminal.settle()
        #expect(try outbox(sitting).isEmpty)

        terminal.type("r")
        try await terminal.settle()
        terminal.type("\u{13}")
        #expect(try await eventually { try sitting.messages().contains { $0.body == "a thought" } })
    }
}
