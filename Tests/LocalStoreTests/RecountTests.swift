import GRDB
@testable import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("Counts that are kept while one writes")
struct RecountTests {
    @Test(
        "After any history of commits, sends, reads and closings they are what counting anew gives", arguments: 1...8)
    func recounted(_ seed: UInt64) throws {
        var history = try RandomHistory(seed: seed)

        for step in 1...120 {
            let deed = try history.go()
            guard step % 10 == 0 else { continue }
            let kept = try history.stage.store.read { try Recount(kept: $0) }
            let counted = try history.stage.store.read { try Recount(counting: $0) }
            try #require(kept.leads == counted.leads, "after \(deed), step \(step)")
            try #require(kept.tally == counted.tally, "after \(deed), step \(step)")
        }
    }
}

/// What a store keeps of its leads and in its tally.
private struct Recount: Equatable {
    /// The columns of a lead that follow from its messages, as far as they mean something.
    struct Lead: Equatable {
        var activity: Int64?
        var lastMessage: Int64?
        var ourNumber: Int64?
        var unread = 0
        var inPosition: Int64 = 0
        var outPosition: Int64 = 0
        var waitingPosition: Int64 = 0
        var waitingKey: Int64 = 0
        var flags: LeadFlags = []
    }

    var leads: [Int64: Lead] = [:]
    var tally = Tally()

    init(kept db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM lead") {
            var lead = Lead()
            lead.lastMessage = row["last_message"]
            lead.activity = lead.lastMessage == nil ? nil : row["activity"]
            (lead.unread, lead.inPosition, lead.outPosition) = (row["unread"], row["in_position"], row["out_position"])
            // Where nobody has spoken any longer, the number stays that last did.
            lead.ourNumber = max(lead.inPosition, lead.outPosition) == 0 ? nil : row["our_number"]
            (lead.waitingPosition, lead.waitingKey) = (row["waiting_position"], row["waiting_key"])
            lead.flags = LeadFlags(rawValue: row["flags"])
            leads[row["id"]] = lead
        }
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM tally") else { return }
        (tally.leads, tally.unreadLeads, tally.unreadMessages) = (
            row["leads"], row["unread_leads"], row["unread_messages"]
        )
        (tally.waiting, tally.failed, tally.held, tally.unknown) = (
            row["waiting"], row["failed"], row["held"], row["unknown"]
        )
        (tally.messages, tally.inbound) = (row["messages"], row["inbound"])
    }

    init(counting db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, flags, read_position, activity FROM lead") {
            let lead = try Self.counted(db, row)
            leads[row["id"]] = lead
            tally.leads += 1
            tally.unreadLeads += lead.unread > 0 ? 1 : 0
            tally.unreadMessages += Int64(lead.unread)
            tally.waiting += lead.flags.contains(.waiting) ? 1 : 0
            tally.failed += lead.flags.contains(.failed) ? 1 : 0
        }
        for row in try Row.fetchAll(db, sql: "SELECT kind, send_state FROM message") {
            tally.messages += 1
            tally.inbound += row["kind"] == MessageKind.inbound.rawValue ? 1 : 0
            let state: Int64? = row["send_state"]
            tally.held += state.map { (1...4).contains($0) } == true ? 1 : 0
            tally.unknown += state == 5 ? 1 : 0
        }
    }

    private static func counted(_ db: Database, _ row: Row) throws -> Lead {
        let (id, mark): (Int64, Int64) = (row["id"], row["read_position"])
        let said = try Row.fetchAll(
            db,
            sql: """
                SELECT m.id, m.position, m.kind, c.number_id FROM message m JOIN conversation c
                    ON c.id = m.conversation_id
                WHERE m.lead_id = ? AND m.kind <> 3 ORDER BY m.position
                """, arguments: [id])
        func positions(_ kind: MessageKind) -> [Int64] {
            said.filter { $0["kind"] == kind.rawValue }.map { $0["position"] }
        }
        var lead = Lead()
        lead.activity = said.last?["position"]
        lead.lastMessage = said.last?["id"]
        let speaker = said.last { $0["kind"] == 0 } ?? said.last { $0["kind"] == 1 }
        lead.ourNumber = speaker?["number_id"]
        lead.inPosition = positions(.inbound).max() ?? 0
        lead.outPosition = positions(.spoken).max() ?? 0
        let unanswered = positions(.inbound).filter { $0 > lead.outPosition }
        lead.waitingPosition = unanswered.min() ?? 0
        lead.unread = unanswered.count { $0 > mark }
        lead.flags = LeadFlags(rawValue: row["flags"]).intersection([
            .stopped, .blocked, .snoozed, .closed, .unanswerable,
        ])
        let isQuiet = !lead.flags.isEmpty
        if !lead.flags.isDisjoint(with: [.stopped, .blocked]) { lead.flags.insert(.optedOut) }
        if lead.unread > 0 { lead.flags.insert(.unread) }
        let isWaiting = lead.waitingPosition > 0 && !isQuiet
        if isWaiting { lead.flags.insert(.waiting) }
        if positions(.failed).max() ?? 0 > lead.outPosition { lead.flags.insert(.failed) }
        lead.waitingKey = isWaiting ? lead.waitingPosition : Int64.max - (lead.activity ?? row["activity"])
        let open = try Int64.fetchAll(
            db, sql: "SELECT state FROM outbox WHERE lead_id = ? AND settled_at IS NULL", arguments: [id])
        if open.contains(5) { lead.flags.insert(.unknown) }
        if open.contains(where: { $0 != 5 }) { lead.flags.insert(.held) }
        if try Int64.fetchOne(db, sql: "SELECT 1 FROM draft WHERE lead_id = ?", arguments: [id]) != nil {
            lead.flags.insert(.draft)
        }
        return lead
    }
}
