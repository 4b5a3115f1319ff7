import Foundation
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// What the program says and does where its mirror is not as it should be.
@Suite(.serialized) struct BadMirrorTests {
    private func path(_ twilio: Simulator) -> String {
        twilio.home.path + "/.local/share/leadline/env-\(twilio.greeting.accountSID.suffix(8)).sqlite"
    }

    @Test("A mirror that is no database, or is cut off, is refused in a sentence and left as it is")
    func damaged() async throws {
        let twilio = try await Sitting.account()
        // A mirror that is closed lies in its file as a whole.
        try InboxStore(
            path: path(twilio), source: .twilio(accountSID: twilio.greeting.accountSID, base: twilio.greeting.base),
            session: "test", newName: IntentID.any
        ).close()
        let garbage = Data("this was something else".utf8) + Data(repeating: 7, count: 9000)
        for content in [garbage, try Data(contentsOf: URL(fileURLWithPath: path(twilio))).prefix(5000)] {
            for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path(twilio) + suffix) {
                try FileManager.default.removeItem(atPath: path(twilio) + suffix)
            }
            try content.write(to: URL(fileURLWithPath: path(twilio)))

            for arguments in [["leads"], ["export"], ["send", "+12025550123", "Hello"]] {
                let outcome = try await leadline(arguments, in: twilio.environment)

                #expect(outcome.code == ExitStatus.failure.rawValue, "\(arguments)")
                #expect(outcome.errors.contains("is damaged or is no database"), "\(arguments)")
                #expect(outcome.errors.contains("move it away"), "\(arguments)")
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path(twilio))) == content)
        }
    }

    @Test("The doctor finds damage anywhere in the mirror, also where its beginning is well")
    func doctorFindsDamage() async throws {
        let twilio = try await Sitting.account()
        let store = try twilio.store()
        store.fold()
        try store.close()
        #expect(try await leadline(["doctor"], in: twilio.environment).output.contains("ok       The mirror holds"))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path(twilio)))
        try #require(whole.count > 80_000)

        for place in stride(from: 8192, to: whole.count - 20_000, by: 60_000) {
            var content = whole
            content.replaceSubrange(place..<(place + 16_384), with: Data(repeating: 7, count: 16_384))
            try content.write(to: URL(fileURLWithPath: path(twilio)))
            let outcome = try await leadline(["doctor"], in: twilio.environment)

            #expect(outcome.code != 0, "\(place)")
            #expect(outcome.output.contains("FAILED   The database is damaged"), "\(place)")
        }
    }

    @Test("A mirror that cannot grow takes no message for sending, and says what to do")
    func fullForCommands() async throws {
        let twilio = try await Sitting.account()
        let full = #"ulimit -f 1; exec "$0" "$@""#

        let sent = try await leadline(["send", "+12025550123", "Hello"], in: twilio.environment, script: full)
        let named = try await leadline(
            ["do", "name", Sitting.asker, "Ada"], in: twilio.environment, script: full)
        let after = try await leadline(["leads", "--json"], in: twilio.environment)

        // Where 3 tells of a message that it waits in the outbox, one that is nowhere must not end with it.
        #expect(sent.code == ExitStatus.failure.rawValue && sent.errors.contains("Nothing was kept"))
        #expect(named.code == ExitStatus.tryLater.rawValue)
        for outcome in [sent, named] {
            #expect(outcome.errors.contains("The disk is full") && outcome.errors.contains("make room"))
        }
        #expect(after.code == 0)
        #expect(!after.output.contains("+12025550123") && !after.output.contains("Ada"))
    }

    @Test("Where the mirror cannot grow, the draft stays in the composer, and quitting asks")
    func fullForDrafts() async throws {
        let sitting = try await Sitting(script: #"ulimit -f 64; exec "$0" "$@""#)
        let terminal = sitting.terminal
        try await sitting.reply("half a thought")

        #expect(try await terminal.shows("The draft is not saved", "disk is full"))
        terminal.type("\u{7}")
        try await terminal.settle()
        terminal.type("q")
        #expect(try await terminal.shows("quitting loses it"))
        terminal.type("c")
        try await terminal.settle()
        terminal.type("r")
        #expect(try await terminal.shows("half a thought"))
        #expect(try await terminal.shows("To (202) 555-0188"))
        terminal.type("\r")
        try await terminal.settle()

        #expect(try sitting.store().openOutbox().isEmpty)
        terminal.type("r")
        #expect(try await terminal.shows("half a thought"))
    }
}
