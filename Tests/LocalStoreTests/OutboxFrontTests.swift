import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("What is next in the outbox")
struct OutboxFrontTests {
    private let stage: Stage

    init() throws { stage = try Stage() }

    private static func peer(_ n: Int) -> String { "+1555010\(1000 + n)" }

    @Test("Of each number's texts the first counts; what waits for a person, is settled or is put off does not")
    func heads() throws {
        let first = try stage.queue("first", at: 0)
        _ = try stage.queue("second", at: 1)
        let held = try stage.queue("held", to: Self.peer(1), at: 2, heldFor: .seconds(5))
        let asked = try stage.queue("asked", to: Self.peer(2), at: 3)
        try stage.store.holdForPerson(asked.id, now: Stage.start)
        _ = try stage.queue("behind one that waits for a person", to: Self.peer(2), at: 4)
        let gone = try stage.queue("discarded", to: Self.peer(3), at: 5)
        try stage.store.discard(gone.id, now: Stage.start)

        let front = try stage.store.outboxFront()
        var putOff = PutOff()
        putOff.recipients = [first.to]
        putOff.rows = [held.id]
        let rest = try stage.store.outboxFront(without: putOff)

        #expect(front.departures.map(\.id) == [first.id, held.id])
        #expect(front.held.map(\.id) == [held.id])
        #expect(rest.departures.map(\.id) == [first.id, held.id], "the oldest and the newest count all the same")
        #expect(try stage.store.hasOutboxWork())
    }

    @Test("What is on its way or unknown holds back what was written to the same number after it")
    func heldBack() throws {
        let sent = try stage.queue("sent", at: 1)
        let other = try stage.queue("to somebody else", to: Self.peer(1), at: 2)
        _ = try stage.queue("behind it", at: 3)
        #expect(try stage.begin(sent, at: 3) == .go)
        let sending = try stage.store.outboxFront()
        try stage.store.recordUnknown(sent.id, nextLookAt: nil, now: Stage.start)
        let unknown = try stage.store.outboxFront()

        #expect(sending.isSending && sending.unknown.isEmpty)
        #expect(!unknown.isSending)
        #expect(unknown.unknown.map(\.id) == [sent.id])
        #expect(unknown.departures.map(\.id) == [other.id])
    }

    @Test(
        "What waits for a person's word holds back what was written to the same number after it, however that is let go"
    )
    func behindAsked() throws {
        let asked = try stage.queue("asked about", at: 0)
        try stage.store.holdForPerson(asked.id, now: Stage.start)
        let pending = try stage.queue("at once", at: 1)
        let held = try stage.queue("after its undo window", at: 2, heldFor: .seconds(5))
        try stage.store.endHold(held.id, now: Stage.start + .seconds(8))

        #expect(try stage.store.outboxFront().departures.isEmpty)
        for entry in [pending, held] {
            #expect(try stage.begin(entry, at: 9) == .mustWait)
            #expect(try stage.store.textAhead(of: entry.id)?.id == asked.id)
        }
        #expect(try stage.conversation().map(\.waitsBehind?.body) == [nil, "asked about", "asked about"])

        try stage.store.release(asked.id, now: Stage.start + .seconds(9))
        #expect(try stage.store.outboxFront().departures.map(\.id) == [asked.id])
        #expect(try stage.begin(pending, at: 9) == .mustWait)
        #expect(try stage.begin(asked, at: 9) == .go)
    }

    @Test("A text of which a person says that it is to leave passes those that wait for a word, alone")
    func passing() throws {
        let asked = try stage.queue("asked about", at: 0)
        try stage.store.holdForPerson(asked.id, now: Stage.start)
        let behind = try stage.queue("behind it", at: 1)
        let chosen = try stage.queue("this very one", at: 2)
        let last = try stage.queue("the last", at: 3)

        try stage.store.release(chosen.id, now: Stage.start + .seconds(4))

        #expect(try stage.store.outboxFront().departures.map(\.id) == [chosen.id])
        #expect(try stage.store.textAhead(of: chosen.id) == nil)
        #expect(try stage.begin(behind, at: 5) == .mustWait && stage.begin(last, at: 5) == .mustWait)
        #expect(try stage.begin(chosen, at: 5) == .go)
    }

    @Test("A word about a text lets it pass what waited then, and nothing that waits later or may have left")
    func passingOnce() throws {
        let first = try stage.queue("first", at: 0, heldFor: .seconds(5))
        let second = try stage.queue("second", at: 1)
        try stage.store.holdForPerson(second.id, now: Stage.start)
        let now = Stage.start + .seconds(2)
        try stage.store.holdAgain(second.id, until: now, passes: true, now: now)
        #expect(try stage.store.outboxFront().departures.map(\.id) == [first.id], "in its undo window")

        let unknown = try stage.queue("unknown", to: Self.peer(1), at: 0)
        let asked = try stage.queue("asked about", to: Self.peer(1), at: 1)
        try stage.store.holdForPerson(asked.id, now: now)
        #expect(try stage.begin(unknown, at: 2) == .go)
        try stage.store.recordUnknown(unknown.id, nextLookAt: nil, now: now)
        let chosen = try stage.queue("chosen", to: Self.peer(1), at: 2)
        try stage.store.release(chosen.id, now: now)
        #expect(try stage.begin(chosen, at: 3) == .mustWait)
        #expect(try stage.store.textAhead(of: chosen.id)?.isUnknown == true)
    }

    @Test("The oldest and the newest are among many, since they may be too old to leave or come from a wrong clock")
    func ages() throws {
        let old = try stage.queue("old", to: Self.peer(0), at: -5000, heldFor: .seconds(100_000))
        let new = try stage.queue("new", to: Self.peer(1), at: 90_000, heldFor: .seconds(100_000))
        for n in 2..<60 { _ = try stage.queue("due", to: Self.peer(n), at: 0, heldFor: .seconds(5)) }

        let departures = try stage.store.outboxFront().departures.map(\.id)

        #expect(departures.contains(old.id) && departures.contains(new.id))
        #expect(departures.count < 20)
    }

    @Test("Thousands that wait for a moment, for a person or for an earlier text cost next to nothing to look past")
    func thousands() throws {
        let count = 600
        for n in 0..<count {
            let later = try stage.queue("later", to: Self.peer(n), at: Int64(n))
            if n % 2 == 0 {
                try stage.store.holdForPerson(later.id, now: Stage.start)
            } else {
                try #require(try stage.begin(later, at: Int64(n)) == .go)
                try stage.store.recordNotSent(later.id, retryAt: Stage.start + .seconds(9999), now: Stage.start)
                _ = try stage.queue("behind it", to: Self.peer(n), at: Int64(n))
            }
        }
        let due = try stage.queue("due", to: Self.peer(count), at: Int64(count))

        var front = OutboxFront()
        let work = try stage.work { front = try stage.store.outboxFront() }

        #expect(front.departures.contains { $0.id == due.id })
        #expect(front.departures.count < 20)
        #expect(work < 20_000)
    }

    @Test("A text that was taken and then not delivered has failed from when that was known; history has not")
    func undelivered() throws {
        let stage = try Stage()
        try stage.take(
            [Stage.outbound(1, at: 10, status: .undelivered), Stage.outbound(2, at: 20, status: .sent)], at: 30)
        #expect(try stage.store.failures(since: Stage.start).isEmpty)

        var row = Stage.outbound(2, at: 20, status: .undelivered)
        row.updatedAt = Stage.start + .seconds(40)
        try stage.take([row], at: 50)
        // What is said of it later, such as its price, is no second failure.
        (row.updatedAt, row.price) = (Stage.start + .seconds(60), Price(decimal: "-0.0079", unit: "USD"))
        try stage.take([row], at: 70)

        let id = try #require(try stage.store.message(externalID: Stage.sid(2))).id
        #expect(try stage.store.failures(since: Stage.start + .seconds(50)) == [id])
        #expect(try stage.store.failures(since: Stage.start + .seconds(51)).isEmpty)
        try stage.store.forgetSettled(now: Stage.start + .seconds(30 * 3600))
        #expect(try stage.store.failures(since: Stage.start).isEmpty, "it is long known")
    }
}
