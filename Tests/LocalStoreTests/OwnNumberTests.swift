import LocalStore
import Messaging
import Testing

@Suite("Numbers that are ours without standing in the settings")
struct OwnNumberTests {
    private let stage: Stage
    private let pooled = Stage.number("+15550100007")

    init() throws { stage = try Stage() }

    private func send(from sender: PhoneNumber?) throws -> MessageID {
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let id = try stage.store.queue(
            OutgoingIntent(lead: lead, body: "hi", sender: sender), heldUntil: nil, now: Stage.start
        ).id
        _ = try stage.store.beginAttempt(id, at: Stage.start, now: Stage.start)
        var taken = Stage.outbound(1, at: 0, "hi", status: .accepted)
        taken.ourNumber = sender
        try stage.store.recordSubmitted(id, remote: taken, now: Stage.start)
        return id
    }

    private func tell(_ number: PhoneNumber, at second: Int64 = 5) throws {
        var told = Stage.outbound(1, at: 0, "hi")
        (told.ourNumber, told.updatedAt) = (number, Stage.start + .seconds(second))
        try stage.take([told], as: .single, at: second)
    }

    @Test("A number is adopted when a text of ours turns out to have left from it, and answers since are new")
    func adopted() throws {
        _ = try send(from: nil)
        #expect(try stage.store.ownNumbers().isEmpty)

        try tell(pooled)
        var answer = Stage.inbound(2, at: 3)
        answer.ourNumber = pooled
        try stage.take([answer], as: .head, at: 20)

        #expect(try stage.store.ownNumbers() == [OwnNumber(pooled, hasSent: true)])
        #expect(try stage.lead()?.unread == 1)
    }

    @Test("An answer is new although the list was first read after our text had left, before its sender was told")
    func readBefore() throws {
        _ = try send(from: nil)
        var cursor = ListCursor(number: pooled, side: .to)
        cursor.headSince = Stage.start + .seconds(60)
        let moment = Stage.start + .seconds(60)
        _ = try stage.store.commit(Batch(messages: [], cursor: cursor, origin: .head, readAt: moment), now: moment)

        try tell(pooled, at: 70)
        var answer = Stage.inbound(2, at: 59)
        answer.ourNumber = pooled
        try stage.take([answer], as: .head, at: 80)

        #expect(try stage.lead()?.unread == 1)
    }

    @Test("Neither a number that a person chose nor one of a foreign row is adopted")
    func notAdopted() throws {
        _ = try send(from: Stage.ours)
        var foreign = Stage.outbound(3, at: 1)
        foreign.ourNumber = nil
        try stage.take([foreign], at: 1)
        (foreign.ourNumber, foreign.updatedAt) = (pooled, Stage.start + .seconds(5))
        try stage.take([foreign], at: 5)

        #expect(try stage.store.ownNumbers().isEmpty)
    }

    @Test("The pool is taken down whole; what left it goes, unless a text of ours left from there")
    func pool() throws {
        _ = try send(from: nil)
        try tell(pooled)
        let others = ["+15550100008", "+15550100009"].map(Stage.number)

        try stage.store.record(others + [pooled], ofService: "MG1", now: Stage.start)
        let first = try stage.store.ownNumbers()
        try stage.store.record([others[1]], ofService: "MG1", now: Stage.start)
        let second = try stage.store.ownNumbers()

        #expect(first.count == 3 && first.allSatisfy { $0.service == "MG1" && $0.isRead(with: "MG1") })
        #expect(first.filter { $0.isRead(with: "MG2") }.map(\.number) == [pooled])
        #expect(first.filter { $0.isRead(with: nil) }.map(\.number) == [pooled])
        #expect(second == [OwnNumber(pooled, hasSent: true), OwnNumber(others[1], service: "MG1")])
    }
}
