import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("What the remote tells later, or not at all", .timeLimit(.minutes(10)))
struct ToldLaterTests {
    private func change(_ desk: EngineDesk, _ edit: @escaping @Sendable (inout RemoteMessage) -> Void) {
        let now = desk.clock.steady
        desk.change { state in
            edit(&state.messages[0])
            state.messages[0].updatedAt = now
        }
    }

    @Test("an answer without a text leaves the one that is known, and one with an empty text takes it away")
    func body() async throws {
        let desk = try EngineDesk()
        desk.change { $0.add("hello", at: start - .seconds(60)) }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))

        change(desk) { message in (message.body, message.isBodyTold) = ("", false) }
        await desk.work(engine, for: .seconds(30))
        #expect(try desk.conversation().map(\.body) == ["hello"])

        change(desk) { message in (message.body, message.isBodyTold) = ("", true) }
        await desk.work(engine, for: .seconds(30))
        #expect(try desk.conversation().map(\.body) == [""])
    }

    @Test("a message whose sender is told later goes to that lead, and nobody stays behind")
    func sender() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.add("is it still free?", at: start - .seconds(60))
            state.messages[0].peer = .untold
        }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        #expect(try desk.store.lead(.untold) != nil)

        change(desk) { $0.peer = .number(People.ana) }
        await desk.work(engine, for: .seconds(30))

        #expect(try desk.conversation().map(\.body) == ["is it still free?"])
        #expect(try desk.store.lead(.untold) == nil)
        let counts = try desk.store.counts()
        #expect(counts.leads == 1 && counts.messages == 1)
    }

    @Test("whoever writes by RCS is the person with that number, and can be answered")
    func rcs() {
        #expect(PeerAddress(carrier: "rcs:+14155550100") == PeerAddress(carrier: "+14155550100"))
        #expect(PeerAddress(carrier: "rcs:+14155550100").refusal == nil)
        #expect(PeerAddress(carrier: "rcs:brand_agent").refusal != nil)
    }

    @Test("a number that is added later brings its history as read, and its news as unread")
    func numberAdded() async throws {
        let folder = try TemporaryFolder()
        let first = try EngineDesk(path: folder.path + "/mirror.sqlite")
        await first.work(first.engine(), for: .seconds(30))
        let later = try EngineDesk(numbers: [People.desk, People.secondDesk], path: folder.path + "/mirror.sqlite")
        later.clock.advance(.seconds(86_400))
        let now = later.clock.now
        later.change { state in
            for index in 0..<41 {
                state.add("old \(index)", ours: People.secondDesk, peer: People.lead(index), at: now - .seconds(3600))
            }
        }
        let engine = later.engine()
        await later.work(engine, for: .seconds(60))
        #expect(try later.store.counts().unreadMessages == 0)

        later.change { $0.add("news", ours: People.secondDesk, peer: People.ana, at: later.clock.now) }
        await later.work(engine, for: .seconds(60))

        #expect(try later.store.counts().messages == 42)
        #expect(try later.store.counts().unreadMessages == 1)
    }

    @Test("one message that was asked for before the first sync makes nothing unread")
    func statusFirst() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<50 { state.add("old \(index)", peer: People.lead(index), at: start + .seconds(index)) }
        }
        let asked = try #require(desk.remote.rows().first)
        _ = try desk.store.commit(Batch(messages: [asked], origin: .single, readAt: start), now: start)
        desk.clock.advance(.seconds(3600))

        await desk.work(desk.engine(), for: .seconds(60))

        #expect(try desk.store.counts().messages == 50)
        #expect(try desk.store.counts().unreadMessages == 0)
    }
}
