import LocalStore
import Messaging
import Testing

@Suite("What did not arrive is sent again once")
struct ResentTests {
    private let stage: Stage
    private let absent: OutboxEntry

    init() throws {
        stage = try Stage()
        absent = try stage.queue("hi", at: 0)
        _ = try stage.begin(absent, at: 1)
        try stage.store.recordUnknown(absent.id, nextLookAt: moment(20), now: moment(2))
        try stage.store.recordAbsent(absent.id, now: moment(700))
    }

    private func moment(_ second: Int64) -> Instant { Stage.start + .seconds(second) }

    private func again(_ id: MessageID, at second: Int64) throws -> Resending {
        try stage.store.resend(id, now: moment(second))
    }

    private func leave(_ entry: OutboxEntry, as n: Int, at second: Int64, _ status: DeliveryState = .sent) throws {
        #expect(try stage.begin(entry, at: second) == .go)
        try stage.store.recordSubmitted(
            entry.id, remote: Stage.outbound(n, at: second, entry.body, status: status), now: moment(second + 1))
    }

    @Test("A second word about it makes no second copy, however long ago the first has left")
    func once() throws {
        let copy = try #require(try again(absent.id, at: 720).entry)
        #expect(try again(absent.id, at: 721) == .before(moment(720)))
        try leave(copy, as: 1, at: 722)

        #expect(try again(absent.id, at: 9000) == .before(moment(720)))
        #expect(try stage.conversation().count == 2)
        #expect(try stage.store.message(absent.id)?.sentAgainAt == moment(720))
        #expect(try stage.store.message(copy.id)?.sentAgainAt == nil)
    }

    @Test("Where the copy did not arrive either, that is what is sent again")
    func chain() throws {
        let copy = try #require(try again(absent.id, at: 720).entry)
        try leave(copy, as: 1, at: 722, .failed)

        #expect(try again(absent.id, at: 730) == .before(moment(720)))
        #expect(try again(copy.id, at: 731).entry != nil)
        #expect(try again(copy.id, at: 732) == .before(moment(731)))
    }

    @Test("A copy that was taken back was none: its draft is sent in its place, once")
    func takenBack() throws {
        let copy = try #require(try stage.store.resend(absent.id, heldUntil: moment(725), now: moment(720)).entry)
        let draft = try stage.store.takeBack(copy.id, now: moment(721))
        #expect(draft?.resends == absent.id)
        #expect(try stage.store.draft(of: copy.lead)?.resends == absent.id)
        #expect(try stage.store.message(absent.id)?.sentAgainAt == nil)

        _ = try edited("hi!", at: 730)
        #expect(try again(absent.id, at: 731) == .before(moment(730)))
    }

    @Test("Of two edits of it that are sent one leaves, and the other waits for a word")
    func twoEdits() throws {
        let one = try edited("hi there", at: 720)
        let other = try edited("hi again", at: 721)

        #expect(one.state == .pending && other.waitsForPerson)
        #expect(try again(absent.id, at: 730) == .before(moment(720)))
    }

    @Test("A row that surfaces after it was sent again is compared, and makes no third copy")
    func surfaced() throws {
        let copy = try #require(try again(absent.id, at: 720).entry)
        try leave(copy, as: 2, at: 722)
        try stage.take([Stage.outbound(1, at: 1, "")], at: 730)
        #expect(try stage.store.message(absent.id)?.sendState == .unknown)

        #expect(try stage.store.sendAgain(absent.id, now: moment(740)) == .before(moment(720)))

        #expect(try stage.store.message(absent.id)?.sendState == .absent)
        #expect(try stage.conversation().filter { $0.body == "hi" }.count == 2)
    }

    private func edited(_ body: String, at second: Int64) throws -> OutboxEntry {
        try stage.store.queue(
            OutgoingIntent(lead: absent.lead, body: body, sender: Stage.ours, resends: absent.id), heldUntil: nil,
            now: moment(second))
    }
}
