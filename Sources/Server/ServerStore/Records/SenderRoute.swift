package import Messaging

/// Whose a number or a messaging service is: the only row on the server that has its address.
package struct SenderRoute: Hashable, Sendable {
    /// A number in E.164, a short code, or the SID of a messaging service.
    package let address: String
    package let accountSid: String
    package let tenant: TenantID
    package let channel: ChannelID
    package let claimedAt: Instant
}

extension SenderRoute: SQLRecord {
    static let columns = "address, account_sid, tenant_id, channel_id, claimed_at"

    init(_ row: inout SQLRow) throws {
        address = try row.next()
        accountSid = try row.next()
        tenant = try row.next()
        channel = try row.next()
        claimedAt = try row.next()
    }
}
