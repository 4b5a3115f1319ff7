import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("What may have left is not called absent, whatever the remote's row says of it")
struct LookingTests {
    private let desk: EngineDesk

    init() throws { desk = try EngineDesk() }

    /// A text whose answer was lost after the remote had taken it, and whose row is then bent; what it ends as.
    private func lost(_ bend: @Sendable (inout ScriptedRemote.State) -> Void) async throws -> MessageID {
        desk.change { $0.fates = [.lostAfter] }
        let engine = desk.engine()
        let id = try desk.write("hello")
        while desk.sends.isEmpty { await engine.turn() }
        desk.change(bend)
        await desk.work(engine, for: .seconds(700))
        return id
    }

    @Test("a row from another number than the one that was named is for a person to compare")
    func otherSender() async throws {
        let id = try await lost { $0.messages[$0.messages.count - 1].ourNumber = People.dana }

        #expect(try desk.row(id)?.sendState == .unknown)
        #expect(try desk.row(id)?.doubt?.candidates.map(\.ourNumber) == [People.dana])
        #expect(try desk.conversation().count == 1)
    }

    @Test(
        "a row that is dated minutes beside its attempt is for a person to compare",
        arguments: [-300, -100, 200, 600])
    func otherTime(_ seconds: Int64) async throws {
        let id = try await lost { state in
            let last = state.messages.count - 1
            state.messages[last].createdAt = state.messages[last].createdAt.map { $0 + .seconds(seconds) }
        }

        #expect(try desk.row(id)?.sendState == .unknown)
        #expect(try desk.row(id)?.doubt?.wasSought == true)
    }

    @Test("an answer that is about another message says nothing of ours", arguments: [true, false])
    func mixedUp(_ isTaken: Bool) async throws {
        let other = try desk.write("the other", to: People.bruno)
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(5))
        let sid = try #require(try desk.row(other)?.externalID)
        desk.change { state in
            state.answersWith = sid
            state.fates = isTaken ? [] : [.lostBefore]
        }
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(700))

        #expect(try desk.row(other)?.externalID == sid && desk.row(other)?.body == "the other")
        #expect(try desk.row(id)?.body == "hello" && desk.row(id)?.externalID != sid)
        #expect(try desk.row(id)?.sendState == (isTaken ? .submitted : .absent))
    }

    @Test("while the list has rows that cannot be read nothing is called absent")
    func unreadable() async throws {
        let id = try await lost { state in
            state.messages.removeLast()
            state.hasUnreadable = true
        }
        #expect(try desk.row(id)?.sendState == .unknown)

        desk.change { $0.hasUnreadable = false }
        await desk.work(desk.engine(), for: .seconds(1300))
        #expect(try desk.row(id)?.sendState == .absent)
    }
}
