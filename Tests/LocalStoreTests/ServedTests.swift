import LocalStore
import Messaging
import TestSupport
import Testing

/// A mirror that a server feeds, and what the server tells of one lead with two numbers of ours.
struct ServedStage {
    static let start = Instant(seconds: 1_790_000_000)
    static let lead: TenantLeadID = id(1)
    static let talk: TenantConversationID = id(2)
    static let other: TenantConversationID = id(3)

    let store: InboxStore

    init() throws {
        store = try InboxStore.inMemory(source: .server("unix:/run/test"), newName: IntentID.any)
    }

    static func id<ID: EntityID>(_ number: Int) -> ID {
        guard let id = ID("00000000-0000-7000-8000-\(String(format12(number)))") else {
            preconditionFailure("a test's id is no id")
        }
        return id
    }

    private static func format12(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 12 - text.count) + text
    }

    static func lead(_ version: Int64, name: String? = nil, state: LeadState = .open) -> ServedLead {
        ServedLead(
            id: lead, version: version, address: PeerAddress(carrier: "+15550100100"), name: name, state: state,
            moment: start)
    }

    static func talk(
        _ version: Int64, _ id: TenantConversationID = talk, answered: Int64 = 0, read: Int64? = nil
    ) -> ServedConversation {
        ServedConversation(id: id, version: version, lead: lead, lastOutbound: answered, readUpTo: read)
    }

    static func message(
        _ number: Int, at second: Int64, _ direction: Direction = .inbound, in talk: TenantConversationID = talk,
        version: Int64 = 1, saying body: String = "hello"
    ) -> ServedMessage {
        let moment = start + .seconds(second)
        var message = ServedMessage(
            id: id(100 + number), version: version, conversation: talk, arrival: Int64(number), direction: direction,
            body: body, createdAt: moment, moment: moment)
        message.externalID = "SM" + String(repeating: "0", count: 30) + String(10 + number)
        message.ourNumber = PhoneNumber(e164: talk == Self.talk ? "+15550100001" : "+15550100002")
        if direction == .outbound { (message.sendState, message.status) = (.submitted, .sent) }
        return message
    }

    @discardableResult
    func take(isNews: Bool = true, _ fill: (inout ServedBatch) -> Void) throws -> CommitReport {
        var batch = ServedBatch(isNews: isNews, readAt: Self.start)
        fill(&batch)
        return try store.commit(batch, now: Self.start)
    }

    /// The lead with its first text.
    func begin() throws {
        try take {
            $0.leads = [Self.lead(1)]
            $0.conversations = [Self.talk(1)]
            $0.messages = [Self.message(1, at: 10)]
        }
    }

    var row: LeadRow {
        get throws { try #require(try store.lead(PeerAddress(carrier: "+15550100100"))) }
    }

    func bodies() throws -> [String] {
        try store.conversationWindow(ConversationQuery(lead: row.id, limit: 100))?.messages.map(\.body) ?? []
    }
}

@Suite("A mirror that a server feeds") struct ServedTests {
    @Test("What the server tells is there once, whatever comes twice, and with the place to go on from")
    func once() throws {
        let stage = try ServedStage()
        try stage.begin()

        try stage.take {
            $0.leads = [ServedStage.lead(1)]
            $0.conversations = [ServedStage.talk(1)]
            $0.messages = [ServedStage.message(1, at: 10), ServedStage.message(2, at: 20, .outbound)]
            $0.places = [FeedPlace(.feed, next: "c2")]
        }

        #expect(try stage.bodies().count == 2)
        #expect(try stage.store.counts().messages == 2)
        #expect(try stage.store.feedPlaces() == [FeedPlace(.feed, next: "c2")])
        #expect(try stage.store.openStatuses(now: .init(seconds: 1_900_000_000), limit: 9).isEmpty)
    }

    @Test("An older version says nothing, a newer one replaces what was told")
    func versions() throws {
        let stage = try ServedStage()
        try stage.begin()

        try stage.take {
            $0.leads = [ServedStage.lead(3, name: "Ann", state: .closed)]
            $0.messages = [ServedStage.message(1, at: 10, version: 3, saying: "whole")]
        }
        try stage.take {
            $0.leads = [ServedStage.lead(2, name: "Bob")]
            $0.messages = [ServedStage.message(1, at: 10, version: 2, saying: "part")]
        }

        #expect(try stage.row.name == "Ann")
        #expect(try stage.row.state == .closed)
        #expect(try stage.bodies() == ["whole"])
    }

    @Test("A lead that is done stays so when its history comes, whose last text was the lead's")
    func closedStays() throws {
        let stage = try ServedStage()

        try stage.take(isNews: false) {
            $0.leads = [ServedStage.lead(5, state: .closed)]
            $0.conversations = [ServedStage.talk(1)]
        }
        try stage.take(isNews: false) { $0.messages = [ServedStage.message(1, at: 10, saying: "STOP")] }

        #expect(try stage.row.state == .closed)
        #expect(try !stage.row.hasStopped)
    }

    @Test("Unread goes by arrival: a text that was found late counts, though it stands above our answer")
    func lateIsUnread() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.take {
            $0.messages = [ServedStage.message(2, at: 30, .outbound)]
            $0.conversations = [ServedStage.talk(2, answered: 2)]
        }
        #expect(try stage.row.unread == 0)

        try stage.take {
            $0.messages = [ServedStage.message(3, at: 20, saying: "late")]
            $0.conversations = [ServedStage.talk(3, answered: 2)]
        }

        #expect(try stage.row.unread == 1)
        #expect(try stage.bodies() == ["hello", "late", "hello"])
        #expect(try stage.store.counts().unreadMessages == 1)
    }

    @Test("A mark counts for its conversation alone, and is the server's")
    func marks() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.take {
            $0.conversations = [ServedStage.talk(1, ServedStage.other)]
            $0.messages = [ServedStage.message(2, at: 20, in: ServedStage.other), ServedStage.message(3, at: 30)]
        }
        #expect(try stage.row.unread == 3)

        try stage.take { $0.marks = [ServedMark(conversation: ServedStage.talk, version: 1, readUpTo: 3)] }

        #expect(try stage.row.unread == 1)
        try stage.take { $0.marks = [ServedMark(conversation: ServedStage.other, version: 1, readUpTo: 2)] }
        #expect(try stage.row.unread == 0)
    }

    @Test("Whoever has opted out is marked as long as one entry is open")
    func optOuts() throws {
        let stage = try ServedStage()
        func block(_ number: Int, _ version: Int64, isOpen: Bool) -> ServedBlock {
            ServedBlock(
                id: ServedStage.id(number), version: version, address: PeerAddress(carrier: "+15550100100"),
                isByLead: true, isOpen: isOpen)
        }
        try stage.take { $0.blocks = [block(1, 1, isOpen: true), block(2, 1, isOpen: true)] }
        try stage.begin()
        #expect(try stage.row.hasStopped)

        try stage.take { $0.blocks = [block(1, 2, isOpen: false)] }
        #expect(try stage.row.hasStopped)
        try stage.take { $0.blocks = [block(2, 2, isOpen: false)] }

        #expect(try !stage.row.hasStopped)
    }

    @Test("A server that was put back tells everything anew, and nothing is there twice")
    func anew() throws {
        let stage = try ServedStage()
        try stage.begin()
        try stage.take { $0.leads = [ServedStage.lead(9, name: "Ann")] }

        try stage.store.beginFeedAnew(now: ServedStage.start)
        try stage.take {
            $0.leads = [ServedStage.lead(2, name: "Bob")]
            $0.conversations = [ServedStage.talk(1)]
            $0.messages = [ServedStage.message(1, at: 10)]
        }

        #expect(try stage.row.name == "Bob")
        #expect(try stage.store.counts().messages == 1)
        #expect(try stage.store.feedPlaces().isEmpty)
    }

    @Test("A mirror belongs to one user of the server, and another one is refused")
    func owner() throws {
        let stage = try ServedStage()

        try stage.store.claim(for: "tenant/ann", now: ServedStage.start)
        try stage.store.claim(for: "tenant/ann", now: ServedStage.start)

        #expect(throws: StoreError.self) { try stage.store.claim(for: "tenant/bob", now: ServedStage.start) }
    }
}
