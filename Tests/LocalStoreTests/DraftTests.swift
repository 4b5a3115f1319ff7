import LocalStore
import Messaging
import Testing

@Suite("Drafts")
struct DraftTests {
    @Test("A text that was discarded comes back before what was written since")
    func returnedDraft() throws {
        let stage = try Stage()
        let lead = try stage.queue("x", at: 0).lead
        try stage.store.saveDraft(Draft(text: "newer"), of: lead, now: Stage.start)

        let whole = try stage.store.returnDraft(Draft(text: "older"), to: lead, now: Stage.start)

        #expect(whole.text == "older\nnewer")
        #expect(try stage.store.draft(of: lead)?.text == "older\nnewer")
    }

    @Test("Of two inboxes that write to one lead neither takes the other's text away")
    func twoDrafts() throws {
        let stage = try Stage()
        let lead = try stage.queue("x", at: 0).lead
        func save(_ text: String, over known: String) throws -> DraftSave {
            try stage.store.saveDraft(Draft(text: text), of: lead, over: Draft(text: known), now: Stage.start)
        }
        func stored() throws -> String? { try stage.store.draft(of: lead)?.text }

        #expect(try save("A", over: "") == .saved)
        #expect(try save("AB", over: "A") == .saved)
        #expect(try save("other", over: "") == .merged("AB\nother"))
        #expect(try stored() == "AB\nother")
        #expect(try save("other one", over: "other") == .merged("AB\nother one"))
        #expect(try stored() == "AB\nother one")
        #expect(try save("AB\nother one!", over: "AB\nother one") == .saved)
        #expect(try save("", over: "AB\nother one!") == .saved)
        #expect(try stored() == nil)
        #expect(try save("again", over: "what was sent elsewhere") == .ended)
        #expect(try stored() == "again")
        #expect(try save("", over: "again") == .saved)
        #expect(try save("", over: "what was sent elsewhere") == .saved)
    }

    @Test("A draft that two inboxes send leaves once by itself; the second waits for a person")
    func sentTwice() throws {
        let stage = try Stage()
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        try stage.store.saveDraft(Draft(text: "Yes, 10 o'clock"), of: lead, now: Stage.start)
        let intent = OutgoingIntent(
            lead: lead, body: "Yes, 10 o'clock", sender: Stage.ours, endsDraft: true, savedDraft: "Yes, 10 o'clock")

        let first = try stage.store.queue(intent, heldUntil: Stage.start + .seconds(5), now: Stage.start)
        let second = try stage.store.queue(intent, heldUntil: Stage.start + .seconds(6), now: Stage.start)

        #expect(!first.waitsForPerson && first.dueAt != nil)
        #expect(second.waitsForPerson)
    }

    @Test("Whoever sends beside a person leaves the draft and the read mark alone")
    func sentBeside() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: -10)], at: -5)
        try stage.take([Stage.inbound(2, at: 5, "hello?")], at: 6)
        let lead = try #require(try stage.lead()).id
        try stage.store.saveDraft(Draft(text: "half a thought"), of: lead, now: Stage.start + .seconds(7))

        let entry = try stage.queue("from a script", at: 8)
        _ = try stage.begin(entry, at: 9)
        _ = try stage.store.recordRejected(entry.id, code: 21211, text: nil, now: Stage.start + .seconds(9))

        #expect(try stage.store.draft(of: lead)?.text == "half a thought")
        #expect(try stage.lead()?.unread == 1)
    }

    @Test("A reply takes its draft away, and moves the read mark to what was seen")
    func sentFromDraft() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: -10)], at: -5)
        try stage.take([Stage.inbound(2, at: 5, "hello?")], at: 6)
        let seen = try #require(try stage.conversation().last)
        try stage.store.saveDraft(Draft(text: "hi"), of: seen.leadID, now: Stage.start + .seconds(7))

        let intent = OutgoingIntent(
            lead: seen.leadID, body: "hi", sender: Stage.ours, seenUpTo: seen.id, endsDraft: true)
        _ = try stage.store.queue(intent, heldUntil: Stage.start + .seconds(12), now: Stage.start + .seconds(8))

        #expect(try stage.store.draft(of: seen.leadID) == nil)
        #expect(try stage.lead()?.unread == 0)
    }
}
