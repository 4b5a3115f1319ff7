import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("The first sync of an account")
struct FirstSyncTests {
    /// A desk whose account holds `count` messages from as many leads, a minute apart.
    private func desk(_ count: Int, historyDays: Int? = nil) throws -> EngineDesk {
        let desk = try EngineDesk(historyDays: historyDays)
        desk.change { state in
            for index in 0..<count {
                let moment = start - .seconds(60 * (count - index))
                state.add(
                    "message \(index)", index % 3 == 0 ? .outbound : .inbound, peer: People.lead(index), at: moment)
            }
        }
        return desk
    }

    @Test("the newest page is here before history is asked for")
    func newestFirst() async throws {
        let desk = try desk(40)
        let engine = desk.engine()

        while desk.requests.count < 2 { await engine.turn() }

        #expect(desk.requests.first == .newest(to: People.desk.e164, from: nil, size: 5))
        #expect(desk.requests.last == .newest(to: nil, from: People.desk.e164, size: 5))
        #expect(try desk.store.counts().messages == 10)
        #expect(desk.lastReport?.history != .complete(messages: 10))
    }

    @Test(
        "what is written while the very first page is on its way is new, however wrong our clock is",
        arguments: [0, -600, 600])
    func writtenMeanwhile(offset: Int) async throws {
        let desk = try EngineDesk()
        let clock = desk.clock
        // The remote's clock is off from ours by so many seconds, which its first answer tells.
        let slip = Duration.seconds(offset)
        desk.change { state in
            state.offset = nil
            state.add("long ago", at: start + slip - .seconds(600))
            state.meanwhile = { state in
                state.offset = slip
                clock.advance(.seconds(20))
                state.add("just now", at: clock.now + slip - .seconds(10))
            }
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(60))

        #expect(try desk.conversation().map(\.body) == ["long ago", "just now"])
        #expect(try desk.store.counts().unreadMessages == 1)
    }

    @Test("history follows until everything is here, once")
    func history() async throws {
        let desk = try desk(95)
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(60))

        #expect(try desk.store.counts().messages == 95)
        #expect(desk.lastReport?.history == .complete(messages: 95))
        #expect(desk.lastReport?.isCatchingUp == false)
        let pages = desk.requests.filter { if case .next = $0 { true } else { false } }
        #expect(pages.count < 30)
    }

    @Test("the engine may be killed after any request, and the next one goes on from there")
    func killed() async throws {
        let desk = try desk(95)

        for _ in 0..<25 {
            let engine = desk.engine()
            let before = desk.requests.count
            while desk.requests.count < before + 4 { await engine.turn() }
        }

        #expect(try desk.store.counts().messages == 95)
        let lists = try desk.store.cursors()
        #expect(lists.count == 2)
        #expect(lists.allSatisfy { $0.reachedEnd })
    }

    @Test("what another number of the account sends and receives is not stored")
    func strangers() async throws {
        let desk = try EngineDesk(numbers: [People.desk, People.secondDesk])
        desk.change { state in
            for index in 0..<10_000 {
                state.add("Your code is \(index)", .outbound, ours: strange, peer: People.lead(index), at: start)
            }
            // Our own numbers get a code as well: to us it is an inbound message, to the list also an outbound one.
            state.add("Your code is 7", .outbound, ours: strange, peer: People.desk, at: start)
            state.add("Your code is 7", .inbound, ours: People.desk, peer: strange, at: start)
            state.add("hello", .inbound, ours: People.secondDesk, at: start)
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(30))

        #expect(try desk.store.counts().messages == 2)
        #expect(try desk.store.counts().leads == 2)
    }

    @Test("history before the day in the settings is left where it is")
    func limit() async throws {
        let desk = try EngineDesk(historyDays: 1)
        desk.change { state in
            for hour in (0..<200).reversed() { state.add("hour \(hour)", at: start - .seconds(hour * 3600)) }
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(60))

        let messages = try desk.store.counts().messages
        #expect((24...40).contains(messages))
        #expect(desk.lastReport?.history == .complete(messages: messages))
    }

    @Test("a place in the list that is no longer taken costs a fresh start of history, and nothing else")
    func refusedCursor() async throws {
        let desk = try desk(95)
        let engine = desk.engine()
        while desk.requests.count < 5 { await engine.turn() }
        desk.change { $0.forgetsPages = true }
        for _ in 0..<2 { await engine.turn() }
        desk.change { $0.forgetsPages = false }

        await desk.work(engine, for: .seconds(90))

        #expect(try desk.store.counts().messages == 95)
        #expect(desk.lastReport?.history == .complete(messages: 95))
    }

    @Test("a page of history that does not come is asked for again, and none before it")
    func lostPage() async throws {
        let desk = try desk(95)
        desk.change { state in
            state.pageFault = { state, request in
                let isFifth = request.isHistory && state.requests.count(where: \.isHistory) == 5
                return isFifth ? .unreachable(detail: "cut") : nil
            }
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(60))

        let history = desk.requests.filter(\.isHistory)
        #expect(try desk.store.counts().messages == 95)
        #expect(history.count { if case .newest = $0 { true } else { false } } == 2)
        // The page that was lost, and for each list the one before its end, which is asked whether it is the end.
        #expect(history.count == Set(history).count + 3)
    }

    @Test("a list that leads in a circle is left after a few rounds, and news still arrive")
    func circle() async throws {
        let desk = try desk(60)
        desk.change { state in
            let first = "\(People.desk.e164)//10/"
            for sid in state.messages.map(\.externalID) {
                state.nextPage[first + sid] = first + state.messages[55].externalID
            }
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(60))
        desk.change { $0.add("news", at: desk.clock.now) }
        let before = desk.requests.count
        await desk.work(engine, for: .seconds(60))

        #expect(desk.requests.count - before < 40)
        #expect(try desk.conversation().map(\.body) == ["news"])
    }
}

/// A number of the account that is not in the profile.
let strange = People.chen
