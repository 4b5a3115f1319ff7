import LocalStore
import Messaging
import Testing

@Suite("What may have left is never called absent, and never tied to what it is not")
struct CandidateTests {
    private let stage: Stage

    init() throws { stage = try Stage() }

    private func moment(_ second: Int64) -> Instant { Stage.start + .seconds(second) }

    /// A text whose answer was lost: attempted at second 10.
    private func unknown(
        _ body: String = "Shall we meet?", sender: PhoneNumber? = Stage.ours, service: String? = nil,
        urls: [String] = []
    ) throws -> OutboxEntry {
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let intent = OutgoingIntent(lead: lead, body: body, mediaURLs: urls, sender: sender, service: service)
        let entry = try stage.store.queue(intent, heldUntil: nil, now: moment(9))
        #expect(try stage.begin(entry, at: 10) == .go)
        try stage.store.recordUnknown(entry.id, nextLookAt: moment(15), now: moment(11))
        return entry
    }

    private func row(_ id: MessageID) throws -> MessageRow { try #require(try stage.store.message(id)) }

    private func ends(_ entry: OutboxEntry) throws -> SendState? {
        try stage.store.recordAbsent(entry.id, now: moment(700))
        return try row(entry.id).sendState
    }

    @Test(
        "However a remote gives the text back, it is ours and makes no second bubble",
        arguments: [
            "Shall we meet?\r\n", "  Shall we\u{A0}meet? ", "Shall\twe meet?", "Shall we\u{200B} meet?",
            "Sent from your Twilio trial account - Shall we meet?",
        ])
    func givenBack(_ body: String) throws {
        let entry = try unknown()
        try stage.take([Stage.outbound(1, at: 11, body)], at: 16)

        #expect(try row(entry.id).externalID == Stage.sid(1))
        #expect(try stage.conversation().count == 1)
        #expect(try row(entry.id).doubt == nil)
    }

    @Test("A text that the remote was told to forget before the look leaves ours unknown, and a person compares")
    func redacted() throws {
        let entry = try unknown()
        try stage.take([Stage.outbound(1, at: 11, "")], at: 16)

        #expect(try ends(entry) == .unknown)
        let doubt = try #require(try row(entry.id).doubt)
        #expect(doubt.wasSought && doubt.candidates.map(\.externalID) == [Stage.sid(1)])
        #expect(doubt.candidates.first?.body == "" && doubt.candidates.first?.message != nil)
        #expect(try stage.store.counts().unknown == 1)

        #expect(try stage.store.acceptCandidate(Stage.sid(1), as: entry.id, now: moment(800)))
        #expect(try stage.conversation().map(\.body) == ["Shall we meet?"])
        #expect(try row(entry.id).sendState == .submitted && row(entry.id).externalID == Stage.sid(1))
        #expect(try stage.store.openOutbox().isEmpty)
    }

    @Test("A person who says send again gets one new message, and only after a look to the end")
    func sendAgain() throws {
        let entry = try unknown()
        try stage.take([Stage.outbound(1, at: 11, "Another text")], at: 16)
        #expect(try row(entry.id).doubt?.wasSought == false)
        #expect(try stage.store.sendAgain(entry.id, now: moment(20)) == .refused)
        #expect(try ends(entry) == .unknown)

        let again = try #require(try stage.store.sendAgain(entry.id, heldUntil: moment(805), now: moment(800)).entry)

        #expect(again.body == entry.body && again.state == .held && again.intent != entry.intent)
        #expect(try row(entry.id).sendState == .absent)
        #expect(try stage.store.sendAgain(entry.id, now: moment(801)) == .before(moment(800)))
        #expect(try stage.conversation().map(\.body) == ["Shall we meet?", "Another text", "Shall we meet?"])
        #expect(try stage.store.acceptCandidate(Stage.sid(1), as: entry.id, now: moment(802)) == false)
    }

    @Test("Where a complete look found no candidate the text is absent")
    func absent() throws {
        let entry = try unknown()
        try stage.take([Stage.outbound(1, to: "+15550100101", at: 11, "Shall we meet on Tuesday?")], at: 16)
        #expect(try ends(entry) == .absent)
    }

    @Test("A row that surfaces after a text was called absent, and may be it, makes it unknown again")
    func surfacesLate() throws {
        let entry = try unknown()
        #expect(try ends(entry) == .absent)
        try stage.take([Stage.outbound(1, at: 11, "")], at: 3 * 3600)

        #expect(try row(entry.id).sendState == .unknown && stage.store.counts().unknown == 1)
        #expect(try row(entry.id).doubt?.wasSought == true)
        #expect(try row(entry.id).doubt?.candidates.map(\.externalID) == [Stage.sid(1)])
        #expect(try stage.store.acceptCandidate(Stage.sid(1), as: entry.id, now: moment(11_000)))
        #expect(try stage.conversation().map(\.body) == ["Shall we meet?"])
    }

    @Test("What a person has compared and called absent stays so, however often the row is listed")
    func decided() throws {
        let entry = try unknown()
        try stage.take([Stage.outbound(1, at: 11, "")], at: 16)
        #expect(try ends(entry) == .unknown)
        _ = try stage.store.sendAgain(entry.id, now: moment(800))
        try stage.take([Stage.outbound(1, at: 11, "")], at: 900)

        #expect(try row(entry.id).sendState == .absent && row(entry.id).doubt == nil)
    }

    @Test("A colleague's equal text hours later is their own, whatever became of ours", arguments: [true, false])
    func hoursLater(_ isAbsent: Bool) throws {
        let entry = try unknown()
        if isAbsent { #expect(try ends(entry) == .absent) }
        try stage.take([Stage.outbound(1, at: 3 * 3600, "Shall we meet?")], at: 3 * 3600 + 5)

        #expect(try row(entry.id).sendState == (isAbsent ? .absent : .unknown))
        #expect(try row(entry.id).externalID == nil && row(entry.id).doubt == nil)
        #expect(try stage.conversation().count == 2)
    }

    @Test("A text of two pictures is not tied to one of one")
    func pictures() throws {
        let urls = ["https://shop.example/a.png", "https://shop.example/b.png"]
        let entry = try unknown("look", urls: urls)
        var one = Stage.outbound(1, at: 11, "look")
        one.mediaCount = 1
        try stage.take([one], at: 16)
        #expect(try row(entry.id).externalID == nil && row(entry.id).doubt?.candidates.first?.mediaCount == 1)

        var two = Stage.outbound(2, at: 12, "look")
        two.mediaCount = 2
        try stage.take([two], at: 17)
        #expect(try row(entry.id).externalID == Stage.sid(2) && row(entry.id).doubt == nil)
    }

    @Test("A row from a number of the service's pool that the remote has trimmed is ours; one that differs is compared")
    func poolNumber() throws {
        let service = "MG00000000000000000000000000000001"
        let entry = try unknown("hello  ", sender: nil, service: service)
        var stray = Stage.outbound(1, at: 11, "bye")
        (stray.ourNumber, stray.service) = (Stage.number("+15550100077"), service)
        func look(_ row: RemoteMessage) throws {
            let batch = Batch(messages: [], strays: [row], origin: .single, readAt: moment(16))
            _ = try stage.store.commit(batch, now: moment(16))
        }

        try look(stray)
        #expect(try ends(entry) == .unknown)
        let candidate = try #require(try row(entry.id).doubt?.candidates.first)
        #expect(candidate.message == nil && candidate.ourNumber?.e164 == "+15550100077" && candidate.body == "bye")
        #expect(try stage.conversation().count == 1)

        (stray.externalID, stray.body) = (Stage.sid(2), "hello")
        try look(stray)
        #expect(try row(entry.id).externalID == Stage.sid(2))
        #expect(try row(entry.id).ourNumber?.e164 == "+15550100077")
    }

    @Test("A stranger's number that a person says it is becomes our message")
    func acceptStray() throws {
        let service = "MG00000000000000000000000000000001"
        let entry = try unknown("hello", sender: nil, service: service)
        var stray = Stage.outbound(1, at: 11, "")
        (stray.ourNumber, stray.service) = (Stage.number("+15550100077"), service)
        let batch = Batch(messages: [], strays: [stray], origin: .single, readAt: moment(16))
        _ = try stage.store.commit(batch, now: moment(16))

        #expect(try stage.store.acceptCandidate(Stage.sid(1), as: entry.id, now: moment(20)))
        let found = try row(entry.id)
        #expect(found.body == "hello" && found.status == .delivered && found.sendState == .submitted)
        #expect(found.externalID == Stage.sid(1) && found.ourNumber?.e164 == "+15550100077")
    }

    @Test("A row that was stored as another's becomes ours once it tells the text")
    func toldLater() throws {
        let entry = try unknown()
        var row = Stage.outbound(1, at: 11, "")
        try stage.take([row], at: 16)
        #expect(try stage.conversation().count == 2)

        (row.body, row.updatedAt) = ("Shall we meet?", moment(30))
        let report = try stage.take([row], at: 31)

        #expect(report.settled == [entry.id])
        #expect(try stage.conversation().map(\.externalID) == [Stage.sid(1)])
        #expect(try self.row(entry.id).doubt == nil)
    }

    @Test("A candidate that turns out to be another message of ours is nobody's any longer")
    func anothers() throws {
        let one = try unknown("one")
        let other = try stage.queue("two", to: "+15550100101", at: 12)
        _ = try stage.begin(other, at: 12)
        var listed = Stage.outbound(1, at: 12, "two")
        try stage.take([listed], at: 16)
        #expect(try row(one.id).doubt?.candidates.map(\.externalID) == [Stage.sid(1)])

        listed.peer = PeerAddress(carrier: "+15550100101")
        try stage.store.recordSubmitted(other.id, remote: listed, now: moment(17))

        #expect(try row(one.id).doubt == nil)
        #expect(try ends(one) == .absent)
    }

    @Test("A request that took longer than usual to be given up could arrive until then")
    func slow() throws {
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let intent = OutgoingIntent(lead: lead, body: "slow", sender: Stage.ours)
        let entry = try stage.store.queue(intent, heldUntil: nil, now: moment(9))
        _ = try stage.begin(entry, at: 10)
        try stage.store.recordUnknown(entry.id, gaveUpAt: moment(310), nextLookAt: nil, now: moment(310))

        try stage.take([Stage.outbound(1, at: 305, "slow")], at: 320)

        #expect(try row(entry.id).externalID == Stage.sid(1))
    }
}
