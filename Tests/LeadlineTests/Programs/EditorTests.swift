import Foundation
import Glibc
import TestSupport
import Testing

@testable import leadline

@Suite(.serialized) struct EditorTests {
    /// A sitting whose editor is a shell script; `"$1"` is the text's file.
    private func sitting(_ editor: String, script: String? = nil) async throws -> Sitting {
        let twilio = try await Sitting.account()
        try twilio.home.write("#!/bin/sh\n" + editor, to: "editor", mode: 0o700)
        return try await Sitting(at: twilio, ["EDITOR": "/bin/sh \(twilio.home.path)/editor"], script: script)
    }

    /// Nothing of what the editor was lent is left behind.
    private func expectNoTrace(_ sitting: Sitting) throws {
        let folder = sitting.twilio.home.path + "/.local/state/leadline"
        #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasPrefix("tmp-") })
    }

    @Test("What the editor leaves is the text, and the editor finds the terminal as a shell does")
    func edits() async throws {
        let sitting = try await sitting(#"stty -a > "$HOME/line"; printf ' of mine' >> "$1""#)
        try await sitting.reply("a thought")

        sitting.terminal.type("\u{F}")

        #expect(try await sitting.terminal.shows("a thought of mine"))
        let line = try String(contentsOfFile: sitting.twilio.home.path + "/line", encoding: .utf8)
        #expect(line.contains(" icanon") && line.contains(" echo "))
        sitting.terminal.type("\u{7}q")
        #expect(try await sitting.terminal.end() == 0)
        #expect(try sitting.draft() == "a thought of mine")
        try expectNoTrace(sitting)
    }

    @Test("An editor that stops takes Leadline with it, and both go on together")
    func stops() async throws {
        let shell = #"set -m; "$0" "$@"; echo "the shell is back"; read line; fg; echo "ended with $?""#
        let sitting = try await sitting(#"kill -STOP $$; printf 'went on' > "$1""#, script: shell)
        let terminal = sitting.terminal
        try await sitting.reply("a thought")

        terminal.type("\u{F}")
        #expect(try await terminal.shows("the shell is back"))
        terminal.type("\n")
        #expect(try await terminal.shows("went on"))
        terminal.type("\u{7}")
        #expect(try await terminal.shows("reply"))
        terminal.type("q")

        #expect(try await terminal.end() == 0)
        #expect(terminal.glass.lines.contains { $0.contains("ended with 0") })
    }

    @Test("Where nobody could continue it, an editor that stops goes on at once")
    func cannotStop() async throws {
        let sitting = try await sitting(#"kill -STOP $$; printf 'went on' > "$1""#)
        try await sitting.reply("a thought")

        sitting.terminal.type("\u{F}")

        #expect(try await sitting.terminal.shows("went on"))
        #expect(try await sitting.terminal.shows("Enter send"))
    }

    @Test("Ctrl-C and Ctrl-\\ in the editor are the editor's: the composer stays, and so does Leadline")
    func interrupts() async throws {
        let editor = #"""
            trap 'echo interrupted' INT
            trap 'echo told to quit' QUIT
            echo "the editor is here"
            until read line; do :; done
            printf 'as it should be' > "$1"
            """#
        let sitting = try await sitting(editor)
        let terminal = sitting.terminal
        try await sitting.reply("a thought")

        terminal.type("\u{F}")
        #expect(try await terminal.shows("the editor is here"))
        terminal.type("\u{3}")
        #expect(try await terminal.shows("interrupted"))
        terminal.type("\u{1C}")
        #expect(try await terminal.shows("told to quit"))
        terminal.type("\n")

        #expect(try await terminal.shows("as it should be"))
        #expect(try await terminal.shows("Enter send"))
    }

    @Test("An editor that fails leaves the text as it is")
    func fails() async throws {
        let sitting = try await sitting(#"printf 'not this' > "$1"; exit 3"#)
        try await sitting.reply("a thought")

        sitting.terminal.type("\u{F}")

        #expect(try await sitting.terminal.shows("The editor ended with an error"))
        #expect(try await sitting.terminal.shows("a thought"))
        try expectNoTrace(sitting)
    }

    @Test(
        "The end of the session while the editor runs is an end in order: what was saved is the draft",
        arguments: [SIGHUP, SIGTERM, 0])
    func hangUp(signal: Int32) async throws {
        let sitting = try await sitting(
            #"trap '' HUP TERM; printf 'saved there' > "$1"; echo "the editor is here"; while :; do sleep 1; done"#)
        let terminal = sitting.terminal
        try await sitting.reply("a thought")
        terminal.type("\u{F}")
        #expect(try await terminal.shows("the editor is here"))

        if signal == 0 { terminal.vanish() } else { terminal.signal(signal) }

        #expect(try await terminal.end() == 0)
        #expect(terminal.processorTime < 3)
        #expect(try sitting.draft() == "saved there")
        try expectNoTrace(sitting)
    }
}
