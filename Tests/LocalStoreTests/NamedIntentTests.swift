import GRDB
import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("The name of a decision to send")
struct NamedIntentTests {
    private let stage: Stage
    private let intent: OutgoingIntent
    private let name = IntentID.any()

    init() throws {
        stage = try Stage()
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        intent = OutgoingIntent(lead: lead, body: "hi", sender: Stage.ours, endsDraft: true, savedDraft: "hi")
    }

    private func queue(at second: Int64 = 0, heldFor hold: Duration? = nil) throws -> OutboxEntry {
        let now = Stage.start + .seconds(second)
        let queued = try stage.store.queue(intent, as: name, heldUntil: hold.map { now + $0 }, now: now)
        guard case .here(let entry) = queued else { throw StoreError.missing }
        return entry
    }

    private func saveDraft(_ text: String = "hi") throws {
        try stage.store.saveDraft(Draft(text: text), of: intent.lead, now: Stage.start)
    }

    private func takeUp() throws -> Bool {
        try stage.store.takeUp(intent, as: name, writtenAt: Stage.start, now: Stage.start + .seconds(9000))
    }

    /// What may have become of a text between two tries to write it down.
    enum Fate: CaseIterable {
        case onItsWay, sent, takenBack, discarded, refused, settledLongAgo
    }

    private func meet(_ fate: Fate, _ entry: OutboxEntry) throws {
        let now = Stage.start + .seconds(2)
        switch fate {
        case .onItsWay: _ = try stage.begin(entry, at: 1)
        case .sent:
            _ = try stage.begin(entry, at: 1)
            try stage.store.recordSubmitted(
                entry.id, remote: Stage.outbound(1, at: 2, "hi", status: .queued), now: now)
        case .takenBack: _ = try stage.store.takeBack(entry.id, now: now)
        case .discarded: try stage.store.discard(entry.id, now: now)
        case .refused:
            _ = try stage.begin(entry, at: 1)
            try stage.store.recordRejected(entry.id, code: 1, text: nil, now: now)
        case .settledLongAgo:
            try stage.store.discard(entry.id, now: now)
            try stage.store.forgetSettled(now: now + .seconds(10_000_000))
        }
    }

    @Test(
        "What is written down twice under one name is one message, whatever became of it meanwhile",
        arguments: Fate.allCases)
    func once(fate: Fate) throws {
        try saveDraft()
        let first = try queue()
        #expect(first.intent == name)
        try meet(fate, first)
        let (said, open) = (try stage.conversation(), try stage.store.openOutbox())

        let now = Stage.start + .seconds(5)
        let again = try stage.store.queue(intent, as: name, heldUntil: nil, now: now)
        let takenUp = try takeUp()

        if case .here(let entry) = again { #expect(entry.id == first.id) }
        #expect(!takenUp)
        #expect(try stage.conversation() == said && stage.store.openOutbox() == open)
        #expect(try stage.store.queued(name) == again)
    }

    @Test("A text that was never written down is taken up as one that waits for a person, and is its own draft no more")
    func takenUp() throws {
        try saveDraft()
        #expect(try stage.store.queued(name) == nil)

        #expect(try takeUp())

        let open = try stage.store.openOutbox()
        #expect(open.map(\.waitsForPerson) == [true] && open.map(\.intent) == [name])
        #expect(open.map(\.queuedAt) == [Stage.start])
        #expect(try stage.store.draft(of: intent.lead) == nil)
    }

    @Test("A draft that is another text by now stays")
    func otherDraft() throws {
        try saveDraft("something else")

        #expect(try takeUp())

        #expect(try stage.store.draft(of: intent.lead)?.text == "something else")
    }

    @Test("No two rows of the outbox can have one name")
    func unique() throws {
        let folder = try Folder()
        let store = try folder.open()
        let lead = try store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        for body in ["one", "two"] {
            _ = try store.queue(OutgoingIntent(lead: lead, body: body), heldUntil: nil, now: Stage.start)
        }
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: folder.path + "/one.sqlite").write { db in
                try db.execute(sql: "UPDATE outbox SET uuid = (SELECT max(uuid) FROM outbox)")
            }
        }
    }
}
