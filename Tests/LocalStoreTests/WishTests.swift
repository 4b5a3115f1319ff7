import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("What people change on a mirror that a server feeds") struct WishTests {
    @Test("A change is there at once, and written down for the server with what was seen")
    func written() throws {
        let stage = try ServedStage()
        try stage.begin()

        try stage.store.apply(.name("Ann"), to: stage.row.id, now: ServedStage.start)
        try stage.store.apply(.state(.closed), to: stage.row.id, now: ServedStage.start)

        #expect(try stage.row.name == "Ann")
        let first = try #require(try stage.store.nextWish())
        #expect(first.change == .name(ServedStage.lead, "Ann", seen: nil))
        try stage.store.settle(
            first, isRefused: false, with: ServedBatch(isNews: false, readAt: ServedStage.start),
            now: ServedStage.start)
        let second = try #require(try stage.store.nextWish())
        #expect(second.change == .state(ServedStage.lead, .closed, seen: .open))
        #expect(first.key != second.key)
    }

    @Test("What is pending beats what comes in, field by field")
    func pendingWins() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.store.apply(.state(.closed), to: stage.row.id, now: ServedStage.start)

        try stage.take { $0.leads = [ServedStage.lead(2, name: "Bob", state: .snoozed)] }

        #expect(try stage.row.state == .closed)
        #expect(try stage.row.name == "Bob")
    }

    @Test("A refused change is taken back, also where the server's row is the version that was known")
    func refused() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.store.apply(.name("Ann"), to: stage.row.id, now: ServedStage.start)
        let wish = try #require(try stage.store.nextWish())
        var answer = ServedBatch(isNews: false, readAt: ServedStage.start)
        answer.leads = [ServedStage.lead(1, name: "Carl")]

        try stage.store.settle(wish, isRefused: true, with: answer, now: ServedStage.start)

        #expect(try stage.row.name == "Carl")
        #expect(try stage.store.nextWish() == nil)
    }

    @Test("Reading moves the mark of each conversation, as an arrival; unread moves it back")
    func marks() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.take { $0.messages = [ServedStage.message(4, at: 40)] }

        try stage.store.apply(.read(), to: stage.row.id, now: ServedStage.start)
        #expect(try stage.row.unread == 0)
        let read = try #require(try stage.store.nextWish())
        #expect(read.change == .read(ServedStage.talk, upTo: 4, seen: 0))
        // An answer to something else does not bring the texts back.
        try stage.take { $0.conversations = [ServedStage.talk(2, read: 0)] }
        #expect(try stage.row.unread == 0)

        try stage.store.apply(.unread, to: stage.row.id, now: ServedStage.start)
        try stage.store.settle(
            read, isRefused: false, with: ServedBatch(isNews: false, readAt: ServedStage.start),
            now: ServedStage.start)

        #expect(try stage.store.nextWish()?.change == .read(ServedStage.talk, upTo: 3, seen: 4))
        #expect(try stage.row.unread == 1)
    }

    @Test("Direct mode makes no wishes")
    func direct() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10)])

        try stage.store.apply(.name("Ann"), to: #require(try stage.lead()).id, now: Stage.start)

        #expect(try stage.store.nextWish() == nil)
    }
}
