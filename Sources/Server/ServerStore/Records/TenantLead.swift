package import Messaging

/// A lead: whoever writes to one of our numbers from one address, or a group of people who write to it together.
package struct TenantLead: Hashable, Sendable {
    package let tenant: TenantID
    package let id: TenantLeadID
    /// The address as the carrier names it: a number in E.164 as a rule. Of a group it is all members' addresses.
    package let phone: String
    package let isGroup: Bool
    package let name: String?
    /// The kind of channel that it came by: `twilio_sms`.
    package let channel: String
    package let state: LeadState
    package let assignee: UserID?
    package let timezone: String?
    package let lastContactAt: Instant?
    /// Since when it waits for an answer; `nil` when we spoke last.
    package let waitingSince: Instant?
    package let createdAt: Instant
    package let version: Int
}

extension TenantLead: SQLRecord {
    static let columns = """
        tenant_id, id, phone, is_group, name, channel, state, assignee, timezone, last_contact_at, waiting_since,
        created_at, version
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        phone = try row.next()
        isGroup = try row.next()
        name = try row.next()
        channel = try row.next()
        state = try row.next()
        assignee = try row.next()
        timezone = try row.next()
        lastContactAt = try row.next()
        waitingSince = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}
