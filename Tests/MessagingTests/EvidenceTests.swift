import Messaging
import TestSupport
import Testing

@Suite("What a row of the list tells of a text whose answer was lost")
struct EvidenceTests {
    private static let at = Instant(seconds: 1_790_000_000)
    private static let service = "MG00000000000000000000000000000001"
    private let mine = SendAttempt(to: People.ana, from: .number(People.desk), body: "hi", at: at)
    private let pooled = SendAttempt(
        to: People.ana, from: .service(service, pool: [People.desk]), body: "hi", at: at)

    private func row(
        _ body: String = "hi", to peer: PhoneNumber = People.ana, from sender: PhoneNumber? = People.desk,
        service: String? = nil, media: Int = 0, after: Duration = .seconds(1), failed: Bool = false
    ) -> ListedMessage {
        ListedMessage(
            to: .number(peer), from: sender, service: service, body: body, mediaCount: media,
            madeAt: Self.at + after, hasFailed: failed)
    }

    @Test("The same text, from us to them, while the request could arrive, is ours")
    func ours() {
        for after in [-60, -1, 0, 30, 90] {
            #expect(mine.evidence(row(after: .seconds(after))) == .ours)
        }
        #expect(mine.evidence(row("Sent from your Twilio trial account - hi\r\n")) == .ours)
    }

    @Test("One that differs, in its text or in what is attached, may be ours and is for a person to compare")
    func candidates() {
        #expect(mine.evidence(row("")) == .candidate)
        #expect(mine.evidence(row("something else")) == .candidate)
        #expect(mine.evidence(row(media: 1)) == .candidate)
        #expect(mine.evidence(row(from: nil)) == .candidate)
        var two = mine
        two.mediaCount = 2
        #expect(two.evidence(row(media: 1)) == .candidate)
        #expect(two.evidence(row(media: 2)) == .ours)
        var undated = row()
        undated.madeAt = nil
        #expect(mine.evidence(undated) == .candidate)
    }

    @Test("An equal text from us to another number, while the request could arrive, may be ours, and no other is")
    func rewrittenRecipient() {
        #expect(mine.evidence(row(to: People.bruno)) == .candidate)
        #expect(mine.evidence(row("something else", to: People.bruno)) == .none)
        #expect(mine.evidence(row(to: People.bruno, after: .seconds(200))) == .none)
        #expect(mine.evidence(row(to: People.bruno, media: 1)) == .none)
        #expect(mine.evidence(row(to: People.bruno, from: People.ana)) == .none)
        var refused = mine
        refused.wasRefused = true
        #expect(refused.evidence(row(to: People.bruno, failed: true)) == .none)
    }

    @Test("What was made hours before or after is another, however equal")
    func outOfTime() {
        for after in [-36_000, -3 * 3600, -3662, 3691, 3 * 3600, 36_000] {
            #expect(mine.evidence(row(after: .seconds(after))) == .none)
        }
        var slow = mine
        slow.lifetime = .seconds(300)
        #expect(slow.evidence(row(after: .seconds(310))) == .ours)
        #expect(slow.evidence(row("something else", after: .seconds(361))) == .none)
    }

    @Test(
        "An equal text may be ours where a clock on the way is wrong or a go-between held it, and another text is not",
        arguments: [-3600, -300, -100, -62, 91, 200, 300, 3600])
    func otherClock(_ after: Int64) {
        #expect(mine.evidence(row(after: .seconds(after))) == .candidate)
        #expect(mine.evidence(row("something else", after: .seconds(after))) == .none)
    }

    @Test("An equal text may be ours where the remote replaced its sender, and another text is not")
    func otherSender() {
        #expect(mine.evidence(row(from: People.bruno)) == .candidate)
        #expect(mine.evidence(row("something else", from: People.bruno)) == .none)
        #expect(mine.evidence(row("something else", from: nil)) == .candidate)
    }

    @Test("What stands in the recipient's list may be ours, although it names no recipient or writes them otherwise")
    func otherRecipient() {
        func listed(_ body: String, _ peer: PeerAddress) -> ListedMessage {
            ListedMessage(
                to: peer, listedFor: People.ana, from: People.desk, body: body, madeAt: Self.at + .seconds(1))
        }
        #expect(mine.evidence(listed("hi", .untold)) == .candidate)
        #expect(mine.evidence(listed("something else", .untold)) == .candidate)
        #expect(mine.evidence(listed("hi", PeerAddress(carrier: "+1555010XXXX"))) == .candidate)
        #expect(mine.evidence(listed("something else", .number(People.bruno))) == .none)
    }

    @Test("What went to somebody else, or by another way, is another")
    func strangers() {
        #expect(mine.evidence(row("hello", to: People.bruno)) == .none)
        var byHand = row()
        byHand.isFromAPI = false
        #expect(mine.evidence(byHand) == .none)
    }

    @Test("A messaging service answers for itself and for the numbers of its pool")
    func pool() {
        #expect(pooled.evidence(row(from: People.bruno, service: Self.service)) == .ours)
        #expect(pooled.evidence(row(from: nil, service: Self.service)) == .ours)
        #expect(pooled.evidence(row(" h i", from: People.bruno, service: Self.service)) == .candidate)
        #expect(pooled.evidence(row(from: People.desk)) == .ours)
        #expect(pooled.evidence(row(from: nil)) == .ours)
        #expect(pooled.evidence(row(from: People.bruno)) == .candidate)
        #expect(pooled.evidence(row("something else", from: People.bruno)) == .none)
        #expect(pooled.evidence(row(service: "MG00000000000000000000000000000002")) == .candidate)
        #expect(pooled.evidence(row("something else", service: "MG00000000000000000000000000000002")) == .none)
    }

    @Test("Where nobody knows who was to send, each of our numbers may be it, and another's equal text is compared")
    func anySender() {
        let open = SendAttempt(to: People.ana, from: .service(nil), body: "hi", at: Self.at)
        var foreign = row(from: People.bruno)
        #expect(open.evidence(foreign) == .ours)
        foreign.isForeign = true
        #expect(open.evidence(foreign) == .candidate)
        foreign.body = "something else"
        #expect(open.evidence(foreign) == .none)
    }

    @Test("What the remote refused stands in its list as failed, or not at all")
    func refused() {
        var refused = mine
        refused.wasRefused = true
        #expect(refused.evidence(row(failed: true)) == .ours)
        #expect(refused.evidence(row()) == .none)
        #expect(refused.evidence(row("something else", failed: true)) == .none)
    }

    @Test("Moments at the ends of time are compared like any others", arguments: [Int64.min, .max])
    func ends(_ milliseconds: Int64) {
        let attempt = SendAttempt(
            to: People.ana, from: .number(People.desk), body: "hi", at: Instant(milliseconds: milliseconds))
        #expect(attempt.evidence(row()) == .none)
        #expect(mine.evidence(row(after: .milliseconds(milliseconds))) == .none)
    }

    @Test("Of equal texts each row is the attempt nearest to it, and what is certain leaves nothing to compare")
    func nearest() {
        var later = mine
        later.at = Self.at + .seconds(40)
        let rows = [row(after: .seconds(41)), row(after: .seconds(2))]

        let both = Judgement([mine, later], rows) { _ in true }
        #expect(Set(both.ties) == [.init(row: 1, attempt: 0), .init(row: 0, attempt: 1)] && both.candidates.isEmpty)

        let one = Judgement([mine, later], [rows[0]]) { _ in true }
        #expect(one.ties == [.init(row: 0, attempt: 1)] && one.candidates.isEmpty)
    }

    @Test("A row that is somebody's is nobody's candidate; one that is nobody's is everybody's whose text it may be")
    func leftOver() {
        var other = mine
        other.body = "ho"
        let rows = [row("ho"), row("hm")]

        let judgement = Judgement([mine, other], rows) { _ in true }

        #expect(judgement.ties == [.init(row: 0, attempt: 1)])
        #expect(judgement.candidates == [.init(row: 1, attempt: 0)])
        #expect(Judgement([mine], rows) { _ in false }.candidates.isEmpty)
    }
}
