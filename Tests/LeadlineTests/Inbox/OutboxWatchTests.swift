import Inbox
import LocalStore
import Messaging
import Synchronization
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
        #expect(try watch.look(store, now: start).isEmpty)
        let second = OutgoingIntent(lead: lead, body: "Come by", sender: People.desk, seenUpTo: seen)
        let entry = try store.queue(second, heldUntil: start + .seconds(25), now: start + .seconds(20))
        return (store, watch, entry)
    }

    @Test("A held text whose lead has written nothing since is told of as never sent")
    func notOvertaken() throws {
        let (store, watch, entry) = try stage()
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))

        guard case .leftHeld(let texts)? = try watch.look(store, now: start).first else {
            Issue.record("nothing was left held")
            return
        }
        #expect(texts.map(\.message.id) == [entry.id])
    }

    @Test("A text that another inbox has decided about is told of")
    func decided() throws {
        let (store, watch, entry) = try stage()
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))
        _ = try watch.look(store, now: start)

        _ = try store.release(entry.id, now: start + .seconds(40))

        #expect(try watch.look(store, now: start) == [.decided([entry.id])])
        #expect(try watch.look(store, now: start).isEmpty)
    }

    @Test("A held text whose lead has written since is told of as overtaken")
    func overtaken() throws {
        let (store, watch, entry) = try stage()
        _ = try store.commit(inbound("2", "Never mind", at: 22), now: start + .seconds(23))
        _ = try store.holdForPerson(entry.id, now: start + .seconds(30))

        guard case .overtaken(let ours, _, let message)? = try watch.look(store, now: start).first else {
            Issue.record("nothing was overtaken")
            return
        }
        #expect(ours.id == entry.id && ours.body == "Come by" && message.body == "Never mind")
    }

    @Test("A text that was refused is told of once, though a later one to its lead has left; what failed before is not")
    func refused() throws {
        let (store, watch, entry) = try stage()
        _ = try store.endHold(entry.id, now: start + .seconds(26))
        #expect(try store.beginAttempt(entry.id, at: start, now: start + .seconds(26)) == .mustWait, "behind the first")
        let first = try #require(try store.openOutbox().first)
        #expect(try store.beginAttempt(first.id, at: start, now: start + .seconds(26)) == .go)
        _ = try store.recordRejected(first.id, code: 21614, text: nil, now: start + .seconds(27))

        #expect(
            try watch.look(store, now: start).compactMap {
                if case .failed(let hits) = $0 { hits.map(\.id) } else { nil }
            }
                == [[first.id]])
        #expect(try watch.look(store, now: start).isEmpty)
        #expect(try OutboxWatch().look(store, now: start).isEmpty)
    }

    // MARK: Several inboxes

    /// Two inboxes on one mirror; the first has written a text that waits for a word.
    private func inboxes(_ folder: TemporaryFolder) throws -> (first: InboxStore, second: InboxStore, text: OutboxEntry)
    {
        func open(_ name: String) throws -> InboxStore {
            try InboxStore(
                path: folder.path + "/mirror.sqlite", source: AccountSource(text: "test"), session: name,
                newName: IntentID.any)
        }
        let (first, second) = (try open("first"), try open("second"))
        let lead = try first.ensureLead(.number(People.dana), display: "Dana", now: start)
        let intent = OutgoingIntent(lead: lead, body: "Come by", sender: People.desk)
        let entry = try first.queue(intent, heldUntil: start + .seconds(5), now: start)
        try second.holdForPerson(entry.id, now: start + .seconds(6))
        return (first, second, entry)
    }

    @Test("Only the inbox that wrote a text asks about it; the others are told once")
    func ownAffair() throws {
        let folder = try TemporaryFolder()
        let (first, second, text) = try inboxes(folder)
        let (own, other) = (OutboxWatch { _ in true }, OutboxWatch { _ in true })

        guard case .leftHeld(let asked)? = try own.look(first, now: start).first,
            case .askedElsewhere(let told)? = try other.look(second, now: start).first
        else {
            Issue.record("nothing was said")
            return
        }
        #expect(asked.map(\.id) == [text.id] && told.map(\.id) == [text.id])
        #expect(try own.look(first, now: start).isEmpty && other.look(second, now: start).isEmpty)
    }

    @Test("Where the inbox that wrote a text is gone, one other takes the question over")
    func heir() throws {
        let folder = try TemporaryFolder()
        let (_, second, text) = try inboxes(folder)
        let third = try InboxStore(
            path: folder.path + "/mirror.sqlite", source: AccountSource(text: "test"), session: "third",
            newName: IntentID.any)
        let isFirstAlive = Mutex(true)
        let heirs = (0...1).map { _ in
            OutboxWatch { run in run == "first" ? isFirstAlive.withLock { $0 } : true }
        }
        #expect(try heirs[0].look(second, now: start).count == 1)

        isFirstAlive.withLock { $0 = false }
        guard case .leftHeld(let asked)? = try heirs[0].look(second, now: start).first,
            case .askedElsewhere? = try heirs[1].look(third, now: start).first
        else {
            Issue.record("nobody asks")
            return
        }
        #expect(asked.map(\.id) == [text.id])
        #expect(try heirs[0].look(second, now: start).isEmpty)
        #expect(try second.outboxEntry(text.id)?.session == "first", "it is looked for before it leaves all the same")
    }

    @Test("Whether the inbox that asks lives is looked after while it asks, and at no other time")
    func heirless() throws {
        let folder = try TemporaryFolder()
        let (_, second, text) = try inboxes(folder)
        let isFirstAlive = Mutex(true)
        let heir = OutboxWatch { run in run == "first" ? isFirstAlive.withLock { $0 } : true }
        #expect(heir.hasHeirless() == nil)

        _ = try heir.look(second, now: start)
        #expect(heir.hasHeirless() == false)
        isFirstAlive.withLock { $0 = false }
        #expect(heir.hasHeirless() == true)

        _ = try heir.look(second, now: start)
        #expect(heir.hasHeirless() == nil, "it is asked here")
        #expect(try second.outboxEntry(text.id)?.asker == "second")
    }
}
