import Foundation
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// On a terminal that marks pastes and on two that do not.
@Suite(.serialized) struct PasteInProgramTests {
    private func marked(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    /// Each way into a pane that takes no command from a paste.
    private static let panes = ["gg", "\r", "I", "/", "g/", "gl", ":", "?"]

    @Test(
        "Pasting dd, a line break and q anywhere quits nothing, changes nothing and sends nothing",
        arguments: ["xterm-256color", "linux", "vt100"])
    func everywhere(type: String) async throws {
        let isMarked = type.hasPrefix("xterm")
        let sitting = try await Sitting(["TERM": type])
        let terminal = sitting.terminal
        let before = try sitting.messages().count
        let states = try sitting.store().leadWindow(LeadQuery(limit: 100)).rows.map(\.state)
        let text = isMarked ? marked("dd\rq\rs") : "dd\rq\rs"

        for keys in Self.panes {
            terminal.type(keys)
            try await terminal.settle()
            terminal.type(text)
            try await terminal.settle()
            // Out of whatever it was, one key at a time.
            for _ in 0..<3 {
                terminal.type("\u{1B}")
                try await terminal.settle()
            }
        }
        try await sitting.reply("a thought")
        terminal.type(text)
        #expect(try await terminal.shows("a thoughtdd"))
        try await terminal.settle()

        #expect(terminal.code == nil)
        #expect(try sitting.store().openOutbox().isEmpty)
        #expect(try sitting.messages().count == before)
        #expect(try await eventually { try sitting.draft() == "a thoughtdd\nq\ns" })
        #expect(try sitting.store().leadWindow(LeadQuery(limit: 100)).rows.map(\.state) == states)
        terminal.type("\u{7}")
        try await terminal.settle()
        terminal.type("q")
        #expect(try await terminal.end() == 0)
    }

    @Test("On a terminal that marks no pastes, a message is still sent by Enter")
    func sends() async throws {
        let sitting = try await Sitting(["TERM": "vt100"])
        try await sitting.reply("a thought")
        try await sitting.terminal.settle()

        sitting.terminal.type("\r")

        #expect(try await sitting.terminal.shows("held"))
    }
}
