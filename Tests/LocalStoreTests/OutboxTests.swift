import LocalStore
import Messaging
import Testing

@Suite("The outbox")
struct OutboxTests {
    @Test("A message is attempted once, whoever asks")
    func once() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)

        #expect(try stage.begin(entry, at: 1) == .go)
        #expect(try stage.begin(entry, at: 1) == .gone)
    }

    @Test("A held message can be taken back; its text is the draft again")
    func takeBack() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0, heldFor: .seconds(5))
        #expect(try stage.store.counts().held == 1)

        let draft = try stage.store.takeBack(entry.id, now: Stage.start)

        #expect(draft?.text == "hi")
        #expect(try stage.conversation().isEmpty)
        #expect(try stage.store.draft(of: entry.lead)?.text == "hi")
        #expect(try stage.store.counts().held == 0)
        #expect(try stage.store.takeBack(entry.id, now: Stage.start) == nil)
    }

    @Test("An answer makes the bubble a sent message")
    func submitted() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)

        try stage.store.recordSubmitted(
            entry.id, remote: Stage.outbound(1, at: 2, "hi", status: .queued), now: Stage.start + .seconds(2))

        let rows = try stage.conversation()
        #expect(rows.count == 1)
        #expect(rows.first?.id == entry.id)
        #expect(rows.first?.sendState == .submitted)
        #expect(rows.first?.status == .queued)
        #expect(try stage.store.openOutbox().isEmpty)
        #expect(try stage.store.counts().held == 0)
    }

    @Test("The list may be quicker than the answer: still one bubble")
    func listFirst() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)

        let report = try stage.take([Stage.outbound(1, at: 2, "hi", status: .sent)])
        #expect(report.settled == [entry.id])
        #expect(try stage.conversation().count == 1)
        try stage.store.recordSubmitted(
            entry.id, remote: Stage.outbound(1, at: 2, "hi", status: .queued), now: Stage.start + .seconds(3))

        let rows = try stage.conversation()
        #expect(rows.count == 1)
        #expect(rows.first?.externalID == Stage.sid(1))
    }

    @Test("A message that turns out to be another one is no longer asked about")
    func wronglyTied() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)
        try stage.take([Stage.outbound(1, at: 2, "hi", status: .sent)])
        #expect(try stage.store.nextStatusMoment() != nil)
        let other = try stage.queue("hi", at: 3)
        _ = try stage.begin(other, at: 4)

        let answer = Stage.outbound(1, at: 2, "hi", status: .queued)
        try stage.store.recordSubmitted(other.id, remote: answer, now: Stage.start + .seconds(5))

        let now = Stage.start + .seconds(3600)
        let states = try stage.conversation().map(\.sendState)
        #expect(states == [.unknown, .submitted])
        #expect(try stage.store.openStatuses(now: now, limit: 9).map(\.messageID) == [other.id])
        #expect(try stage.store.nextStatusMoment() == stage.store.openStatuses(now: now, limit: 9).first?.nextLookAt)
    }

    @Test("The end of an undo window makes a text no younger; a person's word does")
    func age() throws {
        let stage = try Stage()
        let one = try stage.queue("one", at: 0, heldFor: .seconds(5))
        let two = try stage.queue("two", at: 0, heldFor: .seconds(5))

        try stage.store.endHold(one.id, now: Stage.start + .seconds(5))
        try stage.store.release(two.id, now: Stage.start + .seconds(5))

        let open = try stage.store.openOutbox()
        #expect(open.map(\.state) == [.pending, .pending])
        #expect(open.map(\.queuedAt) == [Stage.start, Stage.start + .seconds(5)])
    }

    @Test("Of two equal texts of which one was accepted, one stays unknown")
    func twoEqual() throws {
        let stage = try Stage()
        let one = try stage.queue("hi", to: "+15550100101", at: 0)
        _ = try stage.begin(one, at: 1)
        try stage.store.recordUnknown(one.id, nextLookAt: nil, now: Stage.start + .seconds(2))
        let two = try stage.queue("hi", to: "+15550100101", at: 3)
        #expect(try stage.begin(two, at: 4) == .mustWait)

        try stage.take([Stage.outbound(1, to: "+15550100101", at: 2, "hi", status: .sent)])

        #expect(try stage.store.openOutbox().map(\.id) == [two.id])
        #expect(try stage.begin(two, at: 5) == .go)
        #expect(try stage.conversation("+15550100101").count == 2)
    }

    @Test("Of two equal texts the one that was attempted when the row was made is the one that left")
    func nearest() throws {
        let stage = try Stage()
        let one = try stage.queue("hi", at: 0)
        _ = try stage.begin(one, at: 0)
        try stage.store.recordUnknown(one.id, nextLookAt: nil, now: Stage.start + .seconds(1))
        try stage.store.recordAbsent(one.id, now: Stage.start + .seconds(2))
        let two = try stage.queue("hi", at: 30)
        _ = try stage.begin(two, at: 30)
        try stage.store.recordUnknown(two.id, nextLookAt: nil, now: Stage.start + .seconds(31))

        try stage.take([Stage.outbound(1, at: 30, "hi", status: .sent)])

        #expect(try stage.store.message(one.id)?.sendState == .absent)
        #expect(try stage.store.message(two.id)?.sendState == .submitted)
    }

    @Test(
        "Two of our messages keep their order, whenever the remote says that they were sent",
        arguments: [(1, 1), (1, 3), (3, 1), (3, 3), (600, 601), (600, 2), (-600, -599), (-600, -600)])
    func ownOrder(_ firstSent: Int64, _ secondSent: Int64) throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(9, at: -700)])
        let first = try stage.queue("one", at: 0)
        let second = try stage.queue("two", at: 0)
        for (n, entry) in [first, second].enumerated() {
            var answer = Stage.outbound(n + 1, at: min(firstSent, secondSent), entry.body, status: .queued)
            (answer.sentAt, answer.updatedAt) = (nil, nil)
            #expect(try stage.store.beginAttempt(entry.id, at: Stage.start, now: Stage.start) == .go)
            try stage.store.recordSubmitted(entry.id, remote: answer, now: Stage.start)
            #expect(try stage.conversation().map(\.body) == ["hello", "one", "two"])
        }

        let sent = [Stage.outbound(1, at: firstSent, "one"), Stage.outbound(2, at: secondSent, "two")]
        for row in sent + sent.reversed() {
            try stage.take([row], at: 700)
            #expect(try stage.conversation().map(\.body) == ["hello", "one", "two"])
        }
        #expect(try stage.take(sent, at: 700).changed == 0)
        let rows = try stage.conversation().map(\.id)
        #expect(rows.count == 3)
    }

    @Test("What was written while we had no line stands after what came in the meantime")
    func laterThanQueued() throws {
        let stage = try Stage()
        let first = try stage.queue("one", at: 0)
        _ = try stage.queue("two", at: 0)
        try stage.take([Stage.inbound(9, at: 300, "meantime")])
        #expect(try stage.store.beginAttempt(first.id, at: Stage.start, now: Stage.start) == .go)

        try stage.store.recordSubmitted(first.id, remote: Stage.outbound(1, at: 600, "one"), now: Stage.start)

        #expect(try stage.conversation().map(\.body) == ["meantime", "one", "two"])
    }

    @Test("What the remote refused appears in its list as failed, and is not shown twice")
    func rejected() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)
        #expect(
            try stage.store.recordRejected(entry.id, code: 21211, text: "no", now: Stage.start + .seconds(2)))
        #expect(try stage.store.draft(of: entry.lead)?.text == "hi")

        try stage.take([Stage.outbound(1, at: 2, "hi", status: .failed)])

        let rows = try stage.conversation()
        #expect(rows.count == 1)
        #expect(rows.first?.sendState == .rejected)
        #expect(rows.first?.externalID == Stage.sid(1))
    }

    @Test("Who opted out is not written to, and the text is kept")
    func blocked() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        try stage.take([Stage.inbound(1, at: 1, "STOP")])

        #expect(try stage.begin(entry, at: 2) == .blocked)

        #expect(try stage.conversation().contains { $0.body == "hi" && $0.sendState == .blocked })
        #expect(try stage.store.draft(of: entry.lead) == nil, "nobody can send it, so it is no draft")
        #expect(try stage.lead()?.hasDraft == false)
        #expect(try stage.store.openOutbox().isEmpty)
    }

    @Test("A person's block and the lead's own STOP are kept apart: neither lifts the other")
    func blockAndStop() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 0, "STOP")])
        let lead = try #require(try stage.lead()).id
        let now = Stage.start + .seconds(10)

        try stage.store.apply(.blocked(true), to: lead, now: now)
        try stage.store.apply(.blocked(false), to: lead, now: now)
        #expect(try stage.lead()?.hasStopped == true)
        #expect(try stage.lead()?.isOptedOut == true)

        try stage.store.apply(.blocked(true), to: lead, now: now)
        try stage.take([Stage.inbound(2, at: 20, "START")])
        #expect(try stage.lead()?.hasStopped == false)
        #expect(try stage.lead()?.isBlocked == true)
        let entry = try stage.queue("hi", at: 30)
        #expect(try stage.begin(entry, at: 31) == .blocked)

        try stage.store.apply(.blocked(false), to: lead, now: now)
        #expect(try stage.lead()?.isOptedOut == false)
    }

    @Test("When a scheduled message is due stays with it once it was handed over")
    func due() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 0)])
        let (now, due) = (Stage.start + .seconds(10), Stage.start + .seconds(7_200))
        let lead = try #require(try stage.lead()).id
        let entry = try stage.store.queue(
            OutgoingIntent(lead: lead, body: "hi", sendAt: due), heldUntil: nil, now: now)
        _ = try stage.begin(entry, at: 10)

        let remote = Stage.outbound(2, at: 10, "hi", status: .scheduled)
        try stage.store.recordSubmitted(entry.id, remote: remote, now: now)
        try stage.take([remote])

        #expect(try stage.conversation().last?.status == .scheduled)
        #expect(try stage.conversation().last?.dueAt == due)
    }

    @Test("A message that was refused is sent again as a new one, held for the undo time")
    func resendHeld() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)
        _ = try stage.store.recordRejected(entry.id, code: 21211, text: nil, now: Stage.start + .seconds(2))

        let until = Stage.start + .seconds(8)
        let again = try stage.store.resend(entry.id, heldUntil: until, now: Stage.start + .seconds(3)).entry

        #expect(again?.state == .held)
        #expect(again?.dueAt == until)
        #expect(again?.body == "hi")
    }

    @Test("A text for a messaging service that is gone is sent again by the present one")
    func resendByAnotherService() throws {
        let stage = try Stage()
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let service = "MG00000000000000000000000000000001"
        let entry = try stage.store.queue(
            OutgoingIntent(lead: lead, body: "hi", service: service), heldUntil: nil, now: Stage.start)
        #expect(entry.service == service)
        _ = try stage.begin(entry, at: 1)
        _ = try stage.store.recordRejected(entry.id, code: nil, text: "another service", now: Stage.start)

        let again = try stage.store.resend(entry.id, now: Stage.start + .seconds(3)).entry

        #expect(again?.state == .pending && again?.sender == nil && again?.service == nil)
    }

    @Test("What is on its way again is not sent a second time, and the words of trial accounts are not sent along")
    func resendOnce() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)
        let refused = Stage.outbound(1, at: 1, "Sent from your Twilio trial account - hi", status: .failed)
        try stage.store.recordSubmitted(entry.id, remote: refused, now: Stage.start + .seconds(2))

        let again = try stage.store.resend(entry.id, now: Stage.start + .seconds(3)).entry
        let twice = try stage.store.resend(entry.id, now: Stage.start + .seconds(4))

        #expect(again?.body == "hi")
        #expect(twice == .before(Stage.start + .seconds(3)))
    }

    @Test("A messaging service that replaced costly characters has sent our message, not another one")
    func replacedCharacters() throws {
        let stage = try Stage()
        let lead = try stage.store.ensureLead(
            PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let intent = OutgoingIntent(lead: lead, body: "Don’t worry – 3 pm", sender: nil)
        let entry = try stage.store.queue(intent, heldUntil: nil, now: Stage.start + .seconds(10))
        _ = try stage.begin(entry, at: 11)
        try stage.store.recordUnknown(entry.id, nextLookAt: Stage.start + .seconds(20), now: Stage.start + .seconds(12))

        try stage.take([Stage.outbound(1, at: 11, "Don't worry - 3 pm")], at: 20)

        #expect(try stage.store.message(entry.id)?.externalID == Stage.sid(1))
        #expect(try stage.conversation().count == 1)
    }

    @Test("What was attached goes with a message that is sent again, or nothing is sent")
    func resendAttachments() throws {
        let stage = try Stage()
        let lead = try stage.store.ensureLead(.number(Stage.number("+15550100100")), display: "", now: Stage.start)
        let intent = OutgoingIntent(
            lead: lead, body: "the plan", mediaURLs: ["https://shop.example/plan.pdf"], sender: Stage.ours)
        let entry = try stage.store.queue(intent, heldUntil: nil, now: Stage.start)
        _ = try stage.begin(entry, at: 1)
        var failed = Stage.outbound(1, at: 1, "the plan", status: .failed)
        failed.mediaCount = 1
        try stage.store.recordSubmitted(entry.id, remote: failed, now: Stage.start + .seconds(2))
        var foreign = Stage.outbound(2, at: 60, "another plan", status: .failed)
        foreign.mediaCount = 1
        try stage.take([foreign], at: 61)

        let again = try stage.store.resend(entry.id, now: Stage.start + .seconds(90)).entry
        let unknown = try #require(try stage.store.message(externalID: Stage.sid(2)))

        #expect(again?.mediaURLs == ["https://shop.example/plan.pdf"])
        #expect(try stage.store.resend(unknown.id, now: Stage.start + .seconds(91)) == .refused)
    }

    @Test("However wrong our clock is, a START after a refusal counts")
    func clockAhead() throws {
        let stage = try Stage()
        let ahead: Int64 = 600
        let batch = Batch(messages: [Stage.inbound(1, at: 0)], origin: .head, readAt: Stage.start)
        _ = try stage.store.commit(batch, now: Stage.start + .seconds(ahead))
        let entry = try stage.queue("hi", at: ahead + 10)
        _ = try stage.store.beginAttempt(
            entry.id, at: Stage.start + .seconds(10), now: Stage.start + .seconds(ahead + 10))
        _ = try stage.store.recordRejected(
            entry.id, code: 21610, text: nil, now: Stage.start + .seconds(ahead + 11))
        #expect(try stage.lead()?.isOptedOut == true)

        let start = Batch(
            messages: [Stage.inbound(2, at: 60, "START")], origin: .head, readAt: Stage.start + .seconds(61))
        _ = try stage.store.commit(start, now: Stage.start + .seconds(ahead + 61))

        #expect(try stage.lead()?.isOptedOut == false)
    }

    @Test("What was refused days ago makes no second bubble when the list is read at last")
    func refusedDaysAgo() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)
        _ = try stage.store.recordRejected(entry.id, code: 21211, text: nil, now: Stage.start + .seconds(2))
        let later: Int64 = 3 * 86_400

        try stage.store.recoverAttempts(now: Stage.start + .seconds(later))
        try stage.take([Stage.outbound(1, at: 2, "hi", status: .failed)], at: later)
        try stage.store.forgetSettled(now: Stage.start + .seconds(later + 86_400))

        #expect(try stage.conversation().count == 1)
        #expect(try stage.store.outboxEntry(entry.id) == nil)
    }

    @Test("After a crash an attempt is unknown, and what another process held waits for a person")
    func recovery() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)
        _ = try stage.begin(entry, at: 1)

        let waiting = try stage.store.recoverAttempts(now: Stage.start + .seconds(60))

        #expect(waiting.isEmpty)
        #expect(try stage.store.counts().unknown == 1)
        #expect(try stage.store.openOutbox().first?.state == .unknown)
    }

    @Test("A text that is older than a quarter of an hour is held and asked about")
    func stale() throws {
        let stage = try Stage()
        let entry = try stage.queue("hi", at: 0)

        #expect(try stage.begin(entry, at: 1000) == .asks)
        #expect(try stage.store.openOutbox().first?.waitsForPerson == true)

        try stage.store.release(entry.id, now: Stage.start + .seconds(1001))
        #expect(try stage.begin(entry, at: 1002) == .go)
    }
}
