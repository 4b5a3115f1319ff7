import Messaging
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerStore

@Suite("What one tenant's transaction does to another tenant's conversations")
struct ForeignTalkTests {
    /// The ids of all that a tenant has.
    private struct Belongings: Sendable {
        let user: UserID
        let lead: TenantLeadID
        let conversation: TenantConversationID
        let message: TenantMessageID
        /// One of ours that is yet to leave.
        let text: TenantMessageID
        let optOut: OptOutID
        let event: WebhookEventID

        init(_ t: TenantTransaction, _ user: UserID) throws {
            self.user = user
            lead = try t.leads.list(limit: 1)[0].id
            conversation = try t.conversations.newest(limit: 1)[0].id
            message = try #require(try t.messages.find(externalID: "SM1")).id
            text = try #require(try t.messages.hold(clientRef: "ref")).id
            optOut = try t.optOuts.list(limit: 1)[0].id
            event = try t.events.list(limit: 1)[0].id
        }
    }

    /// Asks every question with ids that are another tenant's.
    private static func ask(_ t: TenantTransaction, with other: Belongings) throws {
        #expect(try t.leads.find(other.lead) == nil)
        #expect(try t.conversations.find(other.conversation) == nil)
        #expect(try t.conversations.list(of: other.lead).isEmpty)
        #expect(try t.conversations.unread(of: other.user, in: other.conversation) == 0)
        #expect(try t.messages.find(other.message) == nil)
        #expect(try t.messages.media(of: other.message).isEmpty)
        #expect(try t.messages.newest(in: other.conversation, limit: 9).isEmpty)
        #expect(try t.messages.hold(other.message) == nil)
        try t.messages.resent(other.text, as: other.text)
        #expect(try t.outgoing.find(other.text) == nil)
        #expect(try t.outgoing.saidSince(0, in: other.conversation, by: nil, limit: 9).isEmpty)
        #expect(try t.outgoing.depart(other.text, until: t.now) == nil)
        #expect(try !t.outgoing.cancel(other.text))
        #expect(try t.messages.list(in: other.conversation, after: 0, limit: 9).isEmpty)
        #expect(try t.readMarks.find(of: other.user, in: other.conversation) == nil)
        #expect(try t.interactions.list(of: other.lead, limit: 9).isEmpty)
        #expect(try t.optOuts.find(other.optOut) == nil)
        #expect(try t.optOuts.evidence(of: other.optOut).isEmpty)
        #expect(try t.events.find(other.event) == nil)
        #expect(try t.feed.readMarks(of: other.user, after: 0, limit: 9).isEmpty)
        #expect(try t.leads.overview(other.lead, for: other.user) == nil)
        #expect(try t.leads.hold(other.lead) == nil)
        #expect(try t.conversations.overview(other.conversation, for: other.user) == nil)
        #expect(try t.conversations.heads(for: other.user, of: other.lead, limit: 9).isEmpty)
        #expect(try t.conversations.hold(other.conversation) == nil)
        try t.leads.triage(other.lead, name: "x", state: .closed, timezone: nil, assignee: nil)
        try t.conversations.triage(other.conversation, state: .closed, snoozedUntil: nil, assignee: nil)
        try t.leads.heard(other.lead, at: t.now)
        try t.leads.answered(other.lead, at: t.now)
        try t.conversations.spoke(.inbound, in: other.conversation, at: t.now)
        try t.events.finish(other.event, .failed)
        try t.optOuts.date("SM1", at: Instant(seconds: 1))
        #expect(throws: TenantStoreError.self) {
            try t.attempt { _ = try t.readMarks.move(to: 9, of: other.user, in: other.conversation) }
        }
        #expect(throws: TenantStoreError.self) {
            try t.attempt {
                _ = try t.messages.insert(
                    NewMessage(in: other.conversation, .inbound, externalID: "SM9", body: "", createdAt: t.now))
            }
        }
        try t.messages.report(StatusReport(.read, at: t.now), of: "SM9", intent: other.message)
        try t.messages.report(StatusReport(.read, at: t.now), of: "SM8", intent: other.text)
    }

    @Test("No question with another tenant's ids finds or changes anything", arguments: StoreKind.allCases)
    func foreignIDs(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let one = try await SecondWallTests.furnished(place, "ann")
        let other = try await SecondWallTests.furnished(place, "bob")
        let before = try await Self.everything(place, one.tenant)
        let belongings = try await place.store.read(one.tenant) { try Belongings($0, one.user) }

        try await place.store.write(other.tenant) { try Self.ask($0, with: belongings) }

        #expect(try await Self.everything(place, one.tenant) == before)
    }

    @Test("Where the server sets the wrong tenant, conversations are not to be seen")
    func wrongTenant() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await SecondWallTests.furnished(place, "ann")
        let other = try await SecondWallTests.furnished(place, "bob")
        let surroundings = place.store.surroundings

        try await place.store.database.transact(.writing, .tenant(other.tenant)) { (connection) throws in
            let t = TenantTransaction(connection, one.tenant, surroundings)
            #expect(try t.leads.list(limit: 9).isEmpty)
            #expect(try t.leads.find(phone: Conversing.lead) == nil)
            #expect(try t.conversations.newest(limit: 9).isEmpty)
            #expect(try t.messages.newest(limit: 9).isEmpty)
            #expect(try t.messages.search(SearchWords("secret"), limit: 9).isEmpty)
            #expect(try t.messages.find(externalID: "SM1") == nil)
            #expect(try t.messages.events(of: "SM1").isEmpty)
            #expect(try t.messages.hold(clientRef: "ref") == nil)
            #expect(try t.outgoing.ready(Conversing.ours, limit: 9).isEmpty)
            #expect(try t.outgoing.due(Conversing.ours, .waiting, limit: 9).isEmpty)
            #expect(try t.outgoing.attempted(Conversing.ours, limit: 9).isEmpty)
            #expect(try t.optOuts.list(limit: 9).isEmpty)
            #expect(try t.optOuts.about([1]).isEmpty)
            #expect(try t.events.list(limit: 9).isEmpty)
            #expect(try t.events.takeDue(limit: 9).isEmpty)
            #expect(try t.polls.find(Conversing.ours) == nil)
            #expect(try t.events.route(Conversing.ours, of: "AC", to: t.newID()) == 0)
            #expect(try t.leads.recent(LeadFilterOrder(), for: one.user, limit: 9).isEmpty)
            #expect(try t.leads.waiting(LeadFilterOrder(), for: one.user, limit: 9).isEmpty)
            #expect(try t.conversations.heads(for: one.user, limit: 9).isEmpty)
            #expect(try t.feed.readMarks(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.leads(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.conversations(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.messages(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.optOuts(after: 0, limit: 9).isEmpty)
            #expect(throws: TenantStoreError.self) { try t.attempt { _ = try t.leads.findOrMake("+15550100099") } }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { try t.messages.report(StatusReport(.read, at: t.now), of: "SM1") }
            }
        }
    }

    /// All that the feed can tell of a tenant's conversations.
    private static func everything(_ place: StorePlace, _ tenant: TenantID) async throws -> [String] {
        try await place.store.read(tenant) { t in
            let rows: [any Hashable] =
                try t.feed.leads(after: 0, limit: 9) + t.feed.conversations(after: 0, limit: 9) as [any Hashable]
                + t.feed.messages(after: 0, limit: 9) + t.feed.optOuts(after: 0, limit: 9)
                + t.events.list(limit: 9) + t.messages.events(of: "SM1")
            let evidence = try t.optOuts.list(limit: 9).flatMap { try t.optOuts.evidence(of: $0.id) }
            return evidence.map { "\($0)" } + rows.map { "\($0)" }
        }
    }
}
