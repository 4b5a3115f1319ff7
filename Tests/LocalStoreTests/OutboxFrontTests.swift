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
        let behind = try stage.queue("behind one that waits for a person", to: Self.peer(2), at: 4)
        let gone = try stage.queue("discarded", to: Self.peer(3), at: 5)
        try stage.store.discard(gone.id, now: Stage.start)

        let front = try stage.store.outboxFront()
        var putOff = PutOff()
        putOff.recipients = [first.to]
        putOff.rows = [held.id]
        let rest = try stage.store.outboxFront(without: putOff)

        #expect(front.departures.map(\.id) == [first.id, held.id, behind.id])
        #expect(front.held.map(\.id) == [held.id])
        #expect(rest.departures.map(\.id) == [first.id, behind.id], "the oldest counts all the same")
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
}
