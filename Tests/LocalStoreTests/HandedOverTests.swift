import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("Texts that a server looks after") struct HandedOverTests {
    private let stage: ServedStage
    private let later = ServedStage.start + .seconds(60)

    init() throws {
        stage = try ServedStage()
        try stage.begin()
    }

    /// Writes a reply with everything on the screen that is here.
    private func reply(_ body: String = "on my way", hold: Duration? = nil) throws -> OutboxEntry {
        let seen = try stage.store.conversationWindow(ConversationQuery(lead: stage.row.id, limit: 9))?.messages.last
        let intent = try OutgoingIntent(lead: stage.row.id, body: body, seenUpTo: seen?.id)
        return try stage.store.queue(intent, heldUntil: hold.map { later + $0 }, now: later)
    }

    /// What the server tells of that reply.
    private func told(_ entry: OutboxEntry, version: Int64 = 1, _ state: SendState = .pending) -> ServedMessage {
        var told = ServedStage.message(7, at: 61, .outbound, version: version, saying: entry.body)
        (told.name, told.sendState, told.status) = (entry.intent, state, state == .submitted ? .sent : nil)
        if state != .submitted { told.externalID = nil }
        return told
    }

    private func begin(_ entry: OutboxEntry) throws {
        #expect(try stage.store.beginAttempt(entry.id, at: later, now: later) == .go)
    }

    @Test("A text that the server has taken is one bubble with the server's word on it, and has left the outbox")
    func taken() throws {
        let entry = try reply()
        try begin(entry)

        try stage.store.recordServed(entry.id, told(entry), now: later)
        try stage.take { $0.messages = [told(entry)] }
        #expect(try stage.store.message(entry.id)?.sendState == .pending)
        try stage.take { $0.messages = [told(entry, version: 2, .submitted)] }

        #expect(try stage.bodies() == ["hello", "on my way"])
        #expect(try stage.store.openOutbox().isEmpty)
        let row = try #require(try stage.store.message(entry.id))
        #expect(row.sendState == .submitted && row.status == .sent && row.externalID != nil)
        #expect(try stage.store.openStatuses(now: .init(seconds: 1_900_000_000), limit: 9).isEmpty)
    }

    @Test(
        "A text that the feed tells before its answer is that text, whether its process still runs or was killed",
        arguments: [false, true])
    func feedFirst(isKilled: Bool) throws {
        let entry = try reply()
        try begin(entry)
        if isKilled { try stage.store.recoverAttempts(now: later) }

        try stage.take { $0.messages = [told(entry, .submitted)] }
        try stage.store.recordServed(entry.id, told(entry), now: later)

        #expect(try stage.bodies() == ["hello", "on my way"])
        #expect(try stage.store.openOutbox().isEmpty)
        #expect(try stage.store.message(entry.id)?.sendState == .submitted)
    }

    @Test("A text whose outcome nobody knows cannot be taken back, and is handed over again under its name")
    func unknown() throws {
        let entry = try reply()
        try begin(entry)
        try stage.store.recordUnknown(entry.id, nextLookAt: later, now: later)

        #expect(try stage.store.takeBack(entry.id, now: later) == nil)
        #expect(try stage.store.repeatAttempt(entry.id, at: later, now: later))
        let again = try #require(try stage.store.outboxEntry(entry.id))

        #expect(again.intent == entry.intent && again.state == .unknown && again.attempts == 2)
    }

    @Test("One that was kept back waits for a person, who may take it back")
    func keptBack() throws {
        let entry = try reply()
        try begin(entry)

        try stage.store.recordKeptBack(entry.id, now: later)

        #expect(try stage.store.outboxEntry(entry.id)?.waitsForPerson == true)
        #expect(try stage.store.takeBack(entry.id, now: later)?.text == "on my way")
    }

    @Test("A reply goes to the conversation that the lead wrote in last, or to that of the number it is to leave from")
    func place() throws {
        try stage.take {
            var other = ServedStage.talk(1, ServedStage.other)
            other.ourNumber = PhoneNumber(e164: "+15550100002")
            $0.conversations = [other]
            $0.messages = [ServedStage.message(2, at: 20, in: ServedStage.other)]
        }
        var entry = try reply()
        #expect(try stage.store.servedPlace(of: entry).conversation == ServedStage.other)
        #expect(try stage.store.servedPlace(of: entry).seenUpTo == 2)

        entry.sender = PhoneNumber(e164: "+15550100003")

        #expect(try stage.store.servedPlace(of: entry).conversation == nil)
    }

    @Test("What came late counts as unseen though it stands far up, until the person has decided beside it")
    func lateArrival() throws {
        let entry = try reply(hold: .seconds(5))
        #expect(try stage.store.newer(than: entry) == nil)

        try stage.take { $0.messages = [ServedStage.message(9, at: 5, saying: "found late")] }
        let overtaken = try stage.store.newer(than: entry)
        #expect(try overtaken.flatMap { try stage.store.message($0) }?.body == "found late")

        try stage.store.holdAgain(entry.id, until: later + .seconds(5), now: later)
        let again = try #require(try stage.store.outboxEntry(entry.id))
        #expect(again.seenArrival == 9)
        #expect(try stage.store.newer(than: again) == nil)
    }

    @Test("A text to a new number is one bubble, whichever comes first: its conversation or its answer")
    func newNumber() throws {
        let lead = try stage.store.ensureLead(
            PeerAddress(carrier: "+15550100101"), display: "+1 555-010-0101", now: later)
        let entry = try stage.store.queue(OutgoingIntent(lead: lead, body: "hi"), heldUntil: nil, now: later)
        try begin(entry)
        let talk: TenantConversationID = ServedStage.id(50)
        var told = told(entry)
        told.conversation = talk
        #expect(try stage.store.servedPlace(of: entry) == ServedPlace(conversation: nil, seenUpTo: nil))

        try stage.store.recordServed(entry.id, told, now: later)
        try stage.take {
            $0.leads = [
                ServedLead(
                    id: ServedStage.id(51), version: 1, address: PeerAddress(carrier: "+15550100101"), name: nil,
                    state: .open, moment: later)
            ]
            $0.conversations = [
                ServedConversation(id: talk, version: 1, lead: ServedStage.id(51), lastOutbound: 7, readUpTo: nil)
            ]
            $0.messages = [told]
        }

        let row = try #require(try stage.store.lead(PeerAddress(carrier: "+15550100101")))
        #expect(row.id == lead)
        let window = try stage.store.conversationWindow(ConversationQuery(lead: lead, limit: 9))
        #expect(window?.messages.map(\.id) == [entry.id])
    }
}
