import GRDB
@testable import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("A person who stands in the table as a number and as the same number over RCS")
struct TwinTests {
    private static let rich = "rcs:+15550100100"

    /// A store in which the second lead was made a twin of the first by an earlier Leadline.
    private func twins(_ theirs: [RemoteMessage], _ ours: [RemoteMessage]) throws -> (Stage, twin: LeadID) {
        let stage = try Stage()
        try stage.take([])
        try stage.take(theirs + ours)
        let twin = try #require(try stage.lead("+15550100999")).id
        try stage.store.write(.decided, now: Stage.start) { ledger in
            try ledger.db.execute(
                sql: "UPDATE lead SET address = ?, flags = flags | 512 WHERE id = ?",
                arguments: [Self.rich, twin.rawValue])
        }
        return (stage, twin)
    }

    private func join(_ stage: Stage) throws { while try stage.store.joinTwins(now: Stage.start + .seconds(900)) {} }

    private func rich(_ n: Int, at second: Int64, _ body: String) -> RemoteMessage {
        Stage.inbound(n, from: "+15550100999", at: second, body)
    }

    @Test("They become one, with every message once, in the order of what was said")
    func joined() throws {
        let (stage, twin) = try twins(
            [rich(1, at: 10, "over RCS"), rich(2, at: 30, "and again")],
            [Stage.inbound(3, at: 20, "by SMS"), Stage.outbound(4, at: 25, "an answer")])
        try join(stage)

        #expect(try stage.conversation().map(\.body) == ["over RCS", "by SMS", "an answer", "and again"])
        #expect(try stage.store.lead(twin) == nil)
        let lead = try #require(try stage.lead())
        #expect(lead.waitingSince == Stage.start + .seconds(30) && lead.unread == 1)
        let counts = try stage.store.counts()
        #expect((counts.leads, counts.messages, counts.unreadMessages, counts.waiting) == (1, 4, 1, 1))
        #expect(try stage.store.leadWindow(LeadQuery(limit: 9)).rows.map(\.id) == [lead.id])
        #expect(try stage.store.search("again").map(\.message.leadID) == [lead.id])
        #expect(try !stage.store.joinTwins(now: Stage.start))
    }

    @Test("Names, drafts, texts that wait and the word not to write are kept")
    func decided() throws {
        let (stage, twin) = try twins(
            [rich(1, at: 10, "STOP")], [Stage.inbound(2, at: 5, "by SMS")])
        let lead = try #require(try stage.lead()).id
        let now = Stage.start + .seconds(60)
        try stage.store.apply(LeadChange(.name("Ana")), to: twin, now: now)
        try stage.store.saveDraft(Draft(text: "half"), of: twin, now: now)
        try stage.store.saveDraft(Draft(text: "a thought"), of: lead, now: now)
        let entry = try stage.queue("held", to: "+15550100101", at: 61)
        try stage.store.write(.decided, now: now) { ledger in
            for table in ["outbox WHERE message_id", "message WHERE id"] {
                let parts = table.split(separator: " ")
                try ledger.db.execute(
                    sql: "UPDATE \(parts[0]) SET lead_id = ? WHERE \(parts[2]) = ?",
                    arguments: [twin.rawValue, entry.id.rawValue])
            }
        }
        try join(stage)

        let joined = try #require(try stage.lead())
        #expect(joined.id == lead && joined.name == "Ana" && joined.isOptedOut)
        #expect(try stage.store.draft(of: lead)?.text == "half\na thought")
        #expect(try stage.store.openOutbox().map(\.lead) == [lead])
        #expect(try stage.conversation().map(\.body) == ["by SMS", "STOP", "held"])
    }

    @Test("Two names stand beside one another; what was done with in one alone is open; what was read in both is read")
    func marks() throws {
        let (stage, twin) = try twins([rich(1, at: 30, "late")], [Stage.inbound(2, at: 5, "early")])
        let lead = try #require(try stage.lead()).id
        let now = Stage.start + .seconds(60)
        for (id, name) in [(twin, "Ana P"), (lead, "Ana")] {
            try stage.store.apply(LeadChange(.name(name)), to: id, now: now)
            try stage.store.apply(LeadChange(.read(upTo: nil)), to: id, now: now)
        }
        try stage.store.apply(LeadChange(.state(.closed)), to: lead, now: now)
        try join(stage)

        let joined = try #require(try stage.lead())
        #expect(joined.name == "Ana / Ana P" && joined.unread == 0 && joined.state == .open)
    }

    @Test("A long conversation moves in short transactions, and is whole after any number of kills")
    func slices() throws {
        let many = 1...1000
        let (stage, twin) = try twins(
            many.map { rich($0, at: Int64($0 / 3), "theirs \($0)") },
            many.map { Stage.outbound(2000 + $0, at: Int64($0 / 4), "ours \($0)") })
        var steps = 0
        while try stage.store.joinTwins(now: Stage.start + .seconds(900)) {
            steps += 1
            let both = try [twin, stage.lead()?.id].compactMap(\.self).map { id in
                try stage.store.conversationWindow(ConversationQuery(lead: id, limit: 3000))?.messages.count ?? 0
            }
            #expect(both.reduce(0, +) == 2000)
        }

        #expect(steps > 3)
        #expect(try stage.store.counts().messages == 2000)
        let lead = try #require(try stage.lead())
        let said = try stage.store.conversationWindow(ConversationQuery(lead: lead.id, limit: 3000))?.messages ?? []
        #expect(said.filter { $0.direction == .inbound }.map(\.body) == many.map { "theirs \($0)" })
        #expect(lead.unread == many.count { $0 / 3 > 1000 / 4 })
    }

    @Test("One that stands there alone becomes the number")
    func alone() throws {
        let (stage, _) = try twins([rich(1, at: 10, "over RCS")], [])
        try join(stage)

        #expect(try stage.lead()?.address.refusal == nil)
        #expect(try stage.conversation().map(\.body) == ["over RCS"])
        #expect(try stage.store.counts().waiting == 1)
    }
}
