import Foundation
import Glibc
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// What `leadline send` says when it cannot do what it was asked: whether the message is kept, and whether it leaves.
@Suite(.serialized) struct SendEndingTests {
    private static let number = "+12025550123"
    private static let ends = [SIGINT, SIGTERM, SIGHUP]

    private func send(_ twilio: Simulator, _ more: String...) async throws -> BackgroundRun {
        try await BackgroundRun(["send", Self.number, "Hello"] + more, in: twilio.environment)
    }

    private func account(_ arguments: [String] = []) async throws -> (Simulator, InboxStore) {
        let twilio = try await Simulator(leads: 1, messages: 2, arguments)
        _ = try await leadline(["sync"], in: twilio.environment)
        return (twilio, try twilio.store())
    }

    private func isInOutbox(_ store: InboxStore, as states: Set<SendState> = [.pending, .sending]) async throws {
        try #require(try await eventually { try store.openOutbox().contains { states.contains($0.state) } })
    }

    @Test("A database that another program keeps busy takes no message: nothing is kept, and that is what it says")
    func busy() async throws {
        let (twilio, store) = try await account()
        let lock = try MirrorLock(twilio.mirror)

        let sent = try await send(twilio).end()
        try lock.release()

        #expect(sent.code == ExitStatus.failure.rawValue)
        #expect(sent.errors.contains("keeps the database busy") && sent.errors.contains("Nothing was kept"))
        #expect(try store.openOutbox().isEmpty)
        #expect(try store.lead(PeerAddress(carrier: Self.number)) == nil)
    }

    @Test("Whoever stops it before it has left takes it back, and is told so", arguments: ends, [false, true])
    func stopped(end: Int32, waits: Bool) async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "rate_limited", "count": 1000, "method": "POST"])
        let run = waits ? try await send(twilio, "--wait") : try await send(twilio)
        try await isInOutbox(store)

        run.signal(end)
        let sent = try await run.end()

        #expect(sent.code == ExitStatus.failure.rawValue)
        #expect(sent.errors.contains("Stopped.") && sent.errors.contains("is not in the outbox any more"))
        #expect(try store.openOutbox().isEmpty)
    }

    @Test("What was away when it was stopped is waited for, and counts as handed over", arguments: ends)
    func stoppedTooLate(end: Int32) async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "slow", "count": 1, "method": "POST", "delay_ms": 2000])
        let run = try await send(twilio)
        try await isInOutbox(store, as: [.sending])

        run.signal(end)
        let sent = try await run.end()

        #expect(sent.code == 0 && sent.output.contains("Hello"))
        #expect(try store.openOutbox().isEmpty)
    }

    @Test(
        "Where what came of it cannot be written down, it says that it may have left, also when it is stopped",
        arguments: ends)
    func stoppedBeforeItsRecord(end: Int32) async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "slow", "count": 1, "method": "POST", "delay_ms": 2000])
        let run = try await send(twilio)
        try await isInOutbox(store, as: [.sending])
        let lock = try MirrorLock(twilio.mirror)
        try await Task.sleep(for: .seconds(4))

        run.signal(end)
        let sent = try await run.end()
        try lock.release()

        #expect(sent.code == ExitStatus.outcomeUnknown.rawValue)
        #expect(sent.errors.contains("may have left") && sent.errors.contains("Do not send it again"))
        #expect(try store.openOutbox().map(\.state) == [.sending])
    }

    @Test("Where it is delivered while it is followed, stopping changes nothing")
    func stoppedWhileFollowed() async throws {
        let (twilio, store) = try await account(["--speed", "0.01"])
        let run = try await send(twilio, "--wait")
        try #require(
            try await eventually {
                guard let lead = try store.lead(PeerAddress(carrier: Self.number)) else { return false }
                let window = try store.conversationWindow(ConversationQuery(lead: lead.id, limit: 5))
                return window?.messages.last?.sendState == .submitted
            })

        run.signal(SIGINT)

        #expect(try await run.end().code == 0)
    }

    @Test("Where it could neither be sent nor taken back, it says that it stays and will leave")
    func neither() async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "rate_limited", "count": 1000, "method": "POST"])
        let run = try await send(twilio)
        try #require(
            try await eventually { try store.openOutbox().contains { $0.attempts > 0 && $0.state == .pending } })
        let lock = try MirrorLock(twilio.mirror)

        run.signal(SIGTERM)
        let sent = try await run.end()
        try lock.release()

        #expect(sent.code == ExitStatus.tryLater.rawValue)
        #expect(sent.errors.contains("could not be taken back") && sent.errors.contains("Do not send it again"))
        #expect(try store.openOutbox().count == 1)
    }

    @Test("Of many that are sent to one number at once none stays behind")
    func parallel() async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "slow", "count": 1000, "method": "POST", "delay_ms": 150])

        var runs: [BackgroundRun] = []
        for _ in 0..<6 { runs.append(try await send(twilio)) }
        var codes: [Int32] = []
        for run in runs { codes.append(try await run.end().code) }

        #expect(codes == [0, 0, 0, 0, 0, 0])
        #expect(try store.openOutbox().isEmpty)
    }

    @Test("What an earlier one left behind to the same number leaves before the next")
    func leftBehind() async throws {
        let (twilio, store) = try await account()
        try await twilio.command("__fault", ["kind": "rate_limited", "count": 1, "method": "POST"])
        let first = try await leadline(["send", Self.number, "first", "--timeout", "1"], in: twilio.environment)
        try #require(first.code == ExitStatus.tryLater.rawValue)

        let second = try await leadline(["send", Self.number, "second"], in: twilio.environment)

        #expect(second.code == 0)
        #expect(try store.openOutbox().isEmpty)
        let shown = try await leadline(["show", Self.number, "--json"], in: twilio.environment)
        #expect(
            try shown.lines.indices.map { try shown.object($0)["send_state"] as? String } == ["submitted", "submitted"])
    }
}
