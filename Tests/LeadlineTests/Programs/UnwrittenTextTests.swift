import Foundation
import Glibc
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// A text that the mirror cannot take when it is handed over is on the screen, and somewhere on the disk, until it can.
struct UnwrittenTextTests {
    /// Opens the inbox, has another program keep the mirror busy, and hands a text over.
    private func handOver(_ text: String) async throws -> (Sitting, MirrorLock) {
        let account = try await Sitting.account()
        try account.takeTime()
        let sitting = try await Sitting(at: account)
        try await sitting.terminal.settle()
        let lock = try MirrorLock(account.mirror)
        try await sitting.reply(text)
        try await sitting.terminal.settle()
        sitting.terminal.type("\r")
        try #require(try await sitting.terminal.shows("being written down"))
        return (sitting, lock)
    }

    private func files(_ twilio: Simulator) throws -> [String] {
        let folder = twilio.home.path + "/.local/state/leadline"
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".unsent") }.map { folder + "/" + $0 }
    }

    /// The question of the next start, after which the text is in the outbox once and in no file.
    private func expectTakenUp(_ text: String, _ sitting: Sitting) async throws {
        let next = try PseudoTerminal([], in: sitting.twilio.environment, columns: 160, rows: 40)
        #expect(try await next.shows("This was never sent", text))
        let rows = try sitting.store().openOutbox()
        #expect(rows.map(\.body) == [text] && rows.allSatisfy(\.waitsForPerson))
        #expect(try sitting.draft() == nil)
        #expect(try await eventually { try files(sitting.twilio).isEmpty })
    }

    @Test("While another program keeps the mirror busy it stands there, and is held as soon as it is in the mirror")
    func busyForAWhile() async throws {
        let (sitting, lock) = try await handOver("Gladly")

        #expect(try await sitting.terminal.shows("do not repeat it"))
        #expect(!sitting.terminal.glass.lines.contains { $0.contains("held") })
        #expect(try files(sitting.twilio).count == 1)
        try lock.release()

        #expect(try await sitting.terminal.shows("held 60 s"))
        #expect(try sitting.store().openOutbox().map(\.body) == ["Gladly"])
        #expect(try await eventually { try files(sitting.twilio).isEmpty })
    }

    @Test("Killed meanwhile, the next start takes it up")
    func killed() async throws {
        let (sitting, lock) = try await handOver("Gladly")
        #expect(try await sitting.terminal.shows("do not repeat it"))

        sitting.terminal.signal(SIGKILL)
        _ = try await sitting.terminal.end()
        try lock.release()

        try await expectTakenUp("Gladly", sitting)
    }

    @Test("Where the program must end before, the next start takes it up", arguments: HangUp.allCases)
    func hangUp(hangUp: HangUp) async throws {
        let (sitting, lock) = try await handOver("Gladly")

        hangUp.happen(to: sitting.terminal)
        let code = try await sitting.terminal.end(seconds: 120)
        let file = try #require(try files(sitting.twilio).first)
        var status = stat()
        #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
        try lock.release()

        #expect(code == ExitStatus.tryLater.rawValue)
        try await expectTakenUp("Gladly", sitting)
    }

    @Test("What is being typed when the line drops is kept as well")
    func typing() async throws {
        let account = try await Sitting.account()
        let sitting = try await Sitting(at: account)
        try await sitting.terminal.settle()
        let lock = try MirrorLock(account.mirror)
        try await sitting.reply("half a thought")

        sitting.terminal.signal(SIGHUP)
        let code = try await sitting.terminal.end(seconds: 120)
        try lock.release()
        #expect(code == ExitStatus.tryLater.rawValue)
        #expect(try files(account).count == 1)

        let next = try await Sitting(at: account)
        #expect(try await eventually { try next.draft() == "half a thought" })
        #expect(try await eventually { try files(account).isEmpty })
    }

    @Test("A person who quits meanwhile is told where it is", arguments: ["s", "d"])
    func quit(answer: String) async throws {
        let (sitting, lock) = try await handOver("Gladly")
        #expect(try await sitting.terminal.shows("do not repeat it"))
        sitting.terminal.type("\u{7}")
        try await sitting.terminal.settle()
        sitting.terminal.type("q")
        #expect(try await sitting.terminal.shows("One message has not left yet"))

        sitting.terminal.type(answer)
        let code = try await sitting.terminal.end(seconds: 120)
        try lock.release()

        #expect(code == ExitStatus.tryLater.rawValue)
        let told = String(decoding: sitting.terminal.written, as: UTF8.self)
        #expect(told.contains("One text is not in the mirror") && told.contains("Do not write it again"))
        if answer == "s" { return try await expectTakenUp("Gladly", sitting) }
        let next = try await Sitting(at: sitting.twilio)
        #expect(try await eventually { try next.draft() == "Gladly" })
        #expect(try next.store().openOutbox().isEmpty)
    }

    @Test(
        "A text that got into the mirror after all is not taken up again, whatever became of it",
        arguments: [false, true])
    func notTwice(isGone: Bool) async throws {
        let account = try await Sitting.account()
        let store = try account.store()
        let lead = try #require(try store.lead(PeerAddress(carrier: Sitting.asker)))
        let name = IntentID.any()
        let intent = OutgoingIntent(lead: lead.id, body: "Gladly", address: lead.address)
        let now = WallClock.now()
        if case .here(let entry) = try store.queue(intent, as: name, heldUntil: now + .seconds(900), now: now), isGone {
            _ = try store.takeBack(entry.id, now: now)
            _ = try store.saveDraft(Draft(), of: lead.id, now: now)
        }
        try shelf(account).write(
            [
                .init(Backlog.Text(token: 1, name: name, intent: intent, span: .zero, writtenAt: now), isDraft: false)
            ], [], of: "1-1-1")

        let next = try await Sitting(at: account)
        #expect(try await eventually { try files(account).isEmpty })

        #expect(try next.store().openOutbox().count == (isGone ? 0 : 1))
        #expect(try next.draft() == nil)
    }

    @Test("A damaged file is told of, and left as it is")
    func damaged() async throws {
        let account = try await Sitting.account()
        let path = shelf(account).path(of: "1-1-1")
        try account.home.write("{\"texts\": [{\"text\": \"Gla", to: String(path.dropFirst(account.home.path.count + 1)))

        let next = try await Sitting(at: account)

        #expect(try await next.terminal.shows("cannot be taken up, as it is damaged"))
        #expect(try files(account) == [path])
    }

    private func shelf(_ twilio: Simulator) -> RescueShelf {
        RescueShelf(
            folder: twilio.home.path + "/.local/state/leadline", profile: "env-\(twilio.greeting.accountSID.suffix(8))",
            source: AccountSource.twilio(accountSID: twilio.greeting.accountSID, base: twilio.greeting.base).text)
    }
}
