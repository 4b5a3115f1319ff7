import CRMAPI
import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("Following a server") struct ServerFeedTests {
    @Test("A first pass brings every lead and text, page by page, and says that history is complete")
    func first() async throws {
        let desk = try ServerDesk()
        for number in 1...5 { desk.server.meet(number) }
        desk.server.hear(3, "and more")

        let summary = try await desk.pass()

        #expect(summary.isComplete)
        #expect(try desk.store.counts().messages == 6)
        #expect(try desk.bodies(3) == ["hello from 3", "and more"])
        #expect(try desk.lead(3).unread == 2)
    }

    @Test("The next pass asks for what changed, and for no list again")
    func following() async throws {
        let desk = try ServerDesk()
        for number in 1...3 { desk.server.meet(number) }
        try await desk.pass()
        let pages = desk.server.count("/api/messages")
        for text in ["one", "two", "three"] { desk.server.hear(2, text) }
        desk.server.rename(2, "Bea")

        try await desk.pass()

        #expect(try desk.bodies(2) == ["hello from 2", "one", "two", "three"])
        #expect(try desk.lead(2).name == "Bea")
        #expect(desk.server.count("/api/messages") == pages)
    }

    @Test("What the feed tells of a lead that is not here is asked for by itself")
    func unknownLead() async throws {
        let desk = try ServerDesk()
        try await desk.pass()
        desk.server.meet(1)

        try await desk.pass()

        #expect(try desk.bodies(1) == ["hello from 1"])
    }

    @Test("While nothing else is to be done one request waits, and what comes is there at once")
    func waiting() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        let engine = try desk.engine()
        let run = Task { await engine.run() }
        #expect(try await desk.until { try desk.bodies(1).count == 1 })
        #expect(try await desk.until { desk.server.asked.contains { $0.contains("wait=25") } })

        desk.server.hear(1, "now")

        #expect(try await desk.until { try desk.bodies(1).last == "now" })
        #expect(desk.server.count("/api/changes") < 60)
        run.cancel()
        await run.value
    }

    @Test("A server that was put back is read anew, and everything is there once")
    func newEpoch() async throws {
        let desk = try ServerDesk()
        for number in 1...3 { desk.server.meet(number) }
        try await desk.pass()
        desk.server.change { $0.epoch = 2 }
        desk.server.hear(1, "since then", isTold: false)

        try await desk.pass()

        #expect(try desk.bodies(1) == ["hello from 1", "since then"])
        #expect(try desk.store.counts().messages == 4)
    }

    @Test("A token that is refused is told in words, and nothing is asked again for a while")
    func refused() async throws {
        let desk = try ServerDesk()
        desk.server.change { $0.faults = [APIErrorBody(.unauthenticated)] }

        await #expect(throws: SyncError.self) { try await desk.pass() }

        #expect(desk.server.asked.count == 1)
    }

    @Test("A mirror is not mixed with that of another user of the server")
    func otherUser() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
        desk.server.change { $0.user = UserID(PretendServer.id(901)) }
        desk.server.hear(1, "not for these eyes")

        await #expect(throws: SyncError.self) { try await desk.pass() }

        #expect(try desk.bodies(1) == ["hello from 1"])
    }

    @Test("A busy server and one that is out of order for a moment cost time and no text")
    func faults() async throws {
        let desk = try ServerDesk()
        for number in 1...3 { desk.server.meet(number) }
        desk.server.change { $0.faults = [APIErrorBody(.unavailable), APIErrorBody(.rateLimited, retryAfter: 2)] }

        try await desk.pass()

        #expect(try desk.store.counts().messages == 3)
    }
}

@Suite("Telling a server what people change") struct WishTellingTests {
    @Test("A change is told once, in its order, each under a name of its own")
    func told() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
        try desk.store.apply(.name("Ann"), to: desk.lead(1).id, now: desk.clock.now)
        try desk.store.apply(.state(.closed), to: desk.lead(1).id, now: desk.clock.now)

        try await desk.pass()

        #expect(desk.server.change { $0.leads[0].name } == "Ann")
        #expect(desk.server.change { $0.leads[0].state } == .closed)
        #expect(desk.server.change { Set($0.keys).count } == 2)
        #expect(try desk.store.nextWish() == nil)
        #expect(try desk.lead(1).state == .closed)
    }

    @Test("Where the answer is lost the change is told again under its name")
    func lostAnswer() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
        try desk.store.apply(.name("Ann"), to: desk.lead(1).id, now: desk.clock.now)
        desk.server.change { $0.lostAnswers = 1 }

        await #expect(throws: SyncError.self) { try await desk.pass() }
        #expect(try desk.store.nextWish() != nil && desk.lead(1).name == "Ann")
        try await desk.pass()

        let keys = desk.server.change { $0.keys }
        #expect(keys.count == 2 && Set(keys).count == 1)
        #expect(try desk.store.nextWish() == nil)
    }

    @Test("Whoever may read and not change has the change taken back, is told why, and goes on reading")
    func readOnly() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
        try desk.store.apply(.name("Ann"), to: desk.lead(1).id, now: desk.clock.now)
        desk.server.change { $0.refusesChanges = true }
        desk.server.hear(1, "still here")

        try await desk.pass()

        #expect(try desk.lead(1).name == nil)
        #expect(try desk.bodies(1).last == "still here")
        #expect(desk.told.all.first?.contains("may read the inbox and not change it") == true)
    }

    @Test("Where a colleague was faster the change is taken back, and the person is told")
    func overtaken() async throws {
        let desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
        try desk.store.apply(.name("Ann"), to: desk.lead(1).id, now: desk.clock.now)
        desk.server.rename(1, "Bea")
        desk.server.change { $0.lost = ["name"] }

        try await desk.pass()

        #expect(try desk.lead(1).name == "Bea")
        #expect(desk.told.all.count == 1)
        #expect(desk.told.all.first?.contains("taken back") == true)
    }
}
