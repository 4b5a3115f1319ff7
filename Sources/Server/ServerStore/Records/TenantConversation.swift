package import Messaging

/// All that one lead and one of our numbers have said to each other.
package struct TenantConversation: Hashable, Sendable {
    package let tenant: TenantID
    package let id: TenantConversationID
    package let lead: TenantLeadID
    /// The channel that it answers by.
    package let channelID: ChannelID
    package let channel: String
    package let ourAddress: String
    /// `sms_` and the lead's digits.
    package let remoteJID: String
    package let state: LeadState
    package let snoozedUntil: Instant?
    package let assignee: UserID?
    /// The arrivals of its newest message, and of the newest that we sent; 0 before there is one.
    package let lastArrival: Int64
    package let lastOutbound: Int64
    /// When its newest message was said, by the times that messages bear.
    package let lastMessageAt: Instant?
    package let createdAt: Instant
    package let version: Int
}

extension TenantConversation: SQLRecord {
    static let columns = """
        tenant_id, id, lead_id, channel_id, channel, our_address, remote_jid, state, snoozed_until, assignee, last_arrival,
        last_outbound, last_message_at, created_at, version
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        lead = try row.next()
        channelID = try row.next()
        channel = try row.next()
        ourAddress = try row.next()
        remoteJID = try row.next()
        state = try row.next()
        snoozedUntil = try row.next()
        assignee = try row.next()
        lastArrival = try row.next()
        lastOutbound = try row.next()
        lastMessageAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

/// Up to where a user has read a conversation.
package struct UserReadMark: Hashable, Sendable {
    package let user: UserID
    package let conversation: TenantConversationID
    /// The arrival of the last message that was read.
    package let readUpTo: Int64
    package let version: Int
}

extension UserReadMark: SQLRecord {
    static let columns = "user_id, conversation_id, read_up_to, version"

    init(_ row: inout SQLRow) throws {
        user = try row.next()
        conversation = try row.next()
        readUpTo = try row.next()
        version = try row.next()
    }
}
