import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("What leaves next, decided from the front of the outbox alone")
struct OutboxFrontPlanTests {
    private static let numbers = (0..<6).compactMap { PhoneNumber(e164: "+1555010200\($0)") }
    private let plan = PushPlan(staleAfter: .seconds(900))

    @Test("It is decided as it would be from all rows, whatever waits there", arguments: 1...12)
    func same(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        var now = start
        for step in 1...80 {
            now = now + .seconds(Int64.random(in: 0...40, using: &dice))
            try happen(store, now, &dice)
            // A clock that is wrong now and then makes rows too old, or not written yet.
            let looked = now + .seconds([0, 0, 0, 2000, -2000].randomElement(using: &dice) ?? 0)
            try compare(store, looked, step)
        }
    }

    private func happen(_ store: InboxStore, _ now: Instant, _ dice: inout Dice) throws {
        let open = try store.openOutbox()
        let number = try #require(Self.numbers.randomElement(using: &dice))
        let some = open.randomElement(using: &dice)
        switch (Int.random(in: 0..<10, using: &dice), some) {
        case (0, let entry?): try store.holdForPerson(entry.id, now: now)
        case (1, let entry?): try store.release(entry.id, now: now)
        case (2, let entry?): try store.discard(entry.id, now: now)
        case (3...6, let entry?):
            try store.endHold(entry.id, now: now)
            guard try store.beginAttempt(entry.id, at: now, now: now) == .go else { return }
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: try store.recordUnknown(entry.id, nextLookAt: now, now: now)
            case 1: try store.recordNotSent(entry.id, retryAt: now + .seconds(60), now: now)
            default: try store.recordRejected(entry.id, code: 30000, text: nil, now: now)
            }
        default:
            let lead = try store.ensureLead(.number(number), display: "", now: now)
            let hold: Duration? = Bool.random(using: &dice) ? .seconds(30) : nil
            _ = try store.queue(
                OutgoingIntent(lead: lead, body: "hi", sender: People.desk), heldUntil: hold.map { now + $0 }, now: now)
        }
    }

    /// A text may leave before another one to another number; to its own it leaves as from all rows.
    private func compare(_ store: InboxStore, _ now: Instant, _ step: Int) throws {
        let open = try store.openOutbox()
        let all = plan.next(open, now: now)
        let front = plan.next(try store.outboxFront().departures, now: now)
        guard case .work(let job)? = front, let number = job.recipient else {
            return #expect(front == all, "step \(step)")
        }
        #expect(plan.next(open.filter { $0.to == number }, now: now) == .work(job), "step \(step)")
        if case .work = all { return }
        Issue.record("work where there was none, step \(step)")
    }

    @Test("What is put off leaves the others their turn, and is still asked about when it is too old")
    func putOff() throws {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        var entries: [OutboxEntry] = []
        for n in 0..<40 {
            let number = try #require(PhoneNumber(e164: "+1555010\(2100 + n)"))
            let lead = try store.ensureLead(.number(number), display: "", now: start)
            let intent = OutgoingIntent(lead: lead, body: "hi", sender: People.desk)
            entries.append(try store.queue(intent, heldUntil: nil, now: start + .seconds(Int64(n))))
        }
        var putOff = PutOff()
        putOff.recipients = Set(entries.dropLast().map(\.to))

        let front = try store.outboxFront(without: putOff).departures

        #expect(front.map(\.id) == [entries[0].id, entries[39].id])
    }
}

extension Agenda.Job {
    fileprivate var recipient: PhoneNumber? {
        switch self {
        case .endHold(let entry), .holdForPerson(let entry), .send(let entry), .reconcile(let entry): entry.to
        case .record, .guardReply, .look, .tell, .media, .listPrice, .status, .tidy, .history, .listen: nil
        }
    }
}
