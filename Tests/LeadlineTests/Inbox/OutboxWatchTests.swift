import Inbox
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

@Suite struct OutboxWatchTests {
    private let start = Instant(seconds: 1_790_000_000)

    private func inbound(_ sid: Character, _ body: String, at second: Int64) -> Batch {
        let moment = start + .seconds(second)
        let message = RemoteMessage(
            externalID: "SM" + String(repeating: sid, count: 32), direction: .inbound, ourNumber: People.desk,
            peer: PeerAddress(carrier: People.dana.e164), body: body, status: .received, segments: 1,
            createdAt: moment, updatedAt: moment, sentAt: moment)
        return Batch(messages: [message], origin: .head, readAt: moment, display: [:])
    }

    /// A lead that wrote, an answer of ours that was the last thing seen, and a look that found nothing.
    private func stage() throws -> (InboxStore, OutboxWatch, OutboxEntry) {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        _ = try store.commit(inbound("1", "Is it free?", at: 0), now: start)
        let lead = try #require(try store.lead(PeerAddress(carrier: People.dana.e164))).id
        let first = OutgoingIntent(lead: lead, body: "Yes", sender: People.desk)
        let seen = try store.queue(first, heldUntil: nil, now: start + .seconds(10)).id
        let watch = OutboxWatch()
        #expect(try watch.look(store).isEmpty)
        let second = OutgoingIntent(lead: lead, body: "Come by", sender: People.desk, seenUpTo: seen)
        let entry = try store.queue(second, heldUntil: start + .seconds(25), now: start + .seconds(20))
        return (store, watch, entry)
    }

    @Test("A held text whose lead has written nothing since is told of as never sent")
    func notOvertaken() throws {
        let (store, watch, entry) = try stage()
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))

        guard case .leftHeld(let texts)? = try watch.look(store).first else {
            Issue.record("nothing was left held")
            return
        }
        #expect(texts.map(\.message.id) == [entry.id])
    }

    @Test("A text that another inbox has decided about is told of")
    func decided() throws {
        let (store, watch, entry) = try stage()
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))
        _ = try watch.look(store)

        _ = try store.release(entry.id, now: start + .seconds(40))

        #expect(try watch.look(store) == [.decided([entry.id])])
        #expect(try watch.look(store).isEmpty)
    }

    @Test("A held text whose lead has written since is told of as overtaken")
    func overtaken() throws {
        let (store, watch, entry) = try stage()
        _ = try store.commit(inbound("2", "Never mind", at: 22), now: start + .seconds(23))
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))

        guard case .overtaken(let id, _, let message)? = try watch.look(store).first else {
            Issue.record("nothing was overtaken")
            return
        }
        #expect(id == entry.id && message.body == "Never mind")
    }
}
