import LocalStore
import Messaging
import TestSupport
import Testing

@testable import Sync

@Suite("While a reply is held, its conversation is read again")
struct ReplyGuardTests {
    /// A desk at which a lead has asked something, with the engine that has brought it.
    private func question() async throws -> (desk: EngineDesk, engine: SyncEngine, seen: MessageRow) {
        let desk = try EngineDesk()
        desk.change { $0.add("is it still free?", at: start - .seconds(60)) }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        return (desk, engine, try #require(try desk.conversation().last))
    }

    /// Queues an answer by somebody who had seen `seen`, held for five seconds.
    private func answer(_ seen: MessageRow, _ body: String, at desk: EngineDesk) throws -> MessageID {
        let intent = OutgoingIntent(lead: seen.leadID, body: body, sender: People.desk, seenUpTo: seen.id)
        return try desk.store.queue(intent, heldUntil: desk.clock.now + .seconds(5), now: desk.clock.now).id
    }

    @Test("when the lead writes while a reply is held, a person is asked before it leaves")
    func guarded() async throws {
        let (desk, engine, seen) = try await question()
        desk.change { $0.add("never mind", at: desk.clock.now) }

        let id = try answer(seen, "yes", at: desk)
        await desk.work(engine, for: .seconds(20))

        #expect(try desk.row(id)?.sendState == .held)
        #expect(desk.sends.isEmpty)
        #expect(try desk.conversation().contains { $0.body == "never mind" })
    }

    @Test("when a colleague has answered while a reply is held, a person is asked before it leaves")
    func answeredElsewhere() async throws {
        let (desk, engine, seen) = try await question()
        desk.change { $0.add("yes it is, says Dana", .outbound, at: desk.clock.now) }

        let id = try answer(seen, "yes", at: desk)
        await desk.work(engine, for: .seconds(20))

        #expect(try desk.row(id)?.sendState == .held)
        #expect(desk.sends.isEmpty)
    }

    @Test("what is said in the last seconds of the undo window is seen before a reply leaves", arguments: [1, 3, 4])
    func lastSeconds(_ second: Int) async throws {
        for direction in [Direction.inbound, .outbound] {
            let (desk, engine, seen) = try await question()
            let id = try answer(seen, "yes", at: desk)
            await desk.work(engine, for: .seconds(second))
            desk.change { $0.add("it is settled", direction, at: desk.clock.now) }

            await desk.work(engine, for: .seconds(20))

            #expect(try desk.row(id)?.sendState == .held)
            #expect(desk.sends.isEmpty)
        }
    }

    @Test("two replies in a row are not taken for each other's surprise")
    func twoOfOurOwn() async throws {
        let (desk, engine, seen) = try await question()
        for body in ["yes", "come by on Monday"] {
            _ = try answer(seen, body, at: desk)
        }

        await desk.work(engine, for: .seconds(20))

        #expect(desk.sends == ["yes", "come by on Monday"])
    }

    @Test("a reply written without a network waits for the look at its conversation")
    func guardedOffline() async throws {
        let (desk, engine, seen) = try await question()
        desk.change { state in
            state.faults = Array(repeating: .unreachable(detail: "down"), count: 6)
            state.add("never mind", at: desk.clock.now)
        }

        let id = try answer(seen, "yes", at: desk)
        await desk.work(engine, for: .seconds(120))

        #expect(try desk.row(id)?.sendState == .held)
        #expect(desk.sends.isEmpty)
    }

    @Test("a reply that was written while the remote refused the account waits for the look at its conversation")
    func guardedRefused() async throws {
        let (desk, engine, seen) = try await question()
        desk.change { state in
            state.faults = [.credentials(reason: "the key was revoked")]
            state.add("never mind", at: desk.clock.now)
        }

        let id = try answer(seen, "yes", at: desk)
        await desk.work(engine, for: .seconds(600))

        #expect(try desk.row(id)?.sendState == .held)
        #expect(desk.sends.isEmpty)
    }
}
