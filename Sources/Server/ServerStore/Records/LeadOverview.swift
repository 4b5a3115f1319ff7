package import Messaging

/// A lead as one user sees it: with what was said last, and how much of it that user has not read.
package struct LeadOverview: Hashable, Sendable {
    package let lead: TenantLead
    /// How many texts of its the user has not read, and nobody has answered.
    package let unread: Int
    /// Whether any of our senders must not write to it.
    package let isOptedOut: Bool
    package let lastMessage: LastWords?

    /// What was said last, whoever said it.
    package struct LastWords: Hashable, Sendable {
        package let direction: Direction
        package let body: String
        package let status: DeliveryState?
        package let sendState: SendState?
        package let moment: Instant
    }
}

extension LeadOverview: SQLRecord {
    /// Of `lead`, with `message` as what was said last; `$1` is the tenant, `$2` the user.
    static let columns = """
        \(TenantLead.columns(of: "lead")), (SELECT count(*) \(unreadMessages)),
        CASE WHEN EXISTS (SELECT 1 FROM opt_outs AS ledger WHERE ledger.tenant_id = $1 AND ledger.address = lead.phone
            AND ledger.is_open = 1) THEN 1 ELSE 0 END,
        message.direction, message.body, message.status, message.send_state,
        coalesce(message.provider_at, message.sent_at, message.created_at)
        """

    /// Goes behind `leads AS lead`.
    static let lastMessage = """
        LEFT JOIN messages AS message ON message.tenant_id = $1 AND message.arrival = (
            SELECT max(talk.last_arrival) FROM conversations AS talk
            WHERE talk.tenant_id = $1 AND talk.lead_id = lead.id AND talk.last_arrival > 0)
        """

    static let unreadMessages = """
        FROM conversations AS talk JOIN messages AS heard
            ON heard.tenant_id = talk.tenant_id AND heard.conversation_id = talk.id
        WHERE talk.tenant_id = $1 AND talk.lead_id = lead.id AND heard.direction = 'inbound'
            AND heard.arrival > talk.last_outbound AND heard.arrival > coalesce((
                SELECT mark.read_up_to FROM read_marks AS mark
                WHERE mark.tenant_id = $1 AND mark.user_id = $2 AND mark.conversation_id = talk.id), 0)
        """

    init(_ row: inout SQLRow) throws {
        lead = try TenantLead(&row)
        unread = try row.next()
        isOptedOut = try row.next()
        let (direction, body): (Direction?, String?) = (try row.next(), try row.next())
        let (word, sendState): (String?, SendState?) = (try row.next(), try row.next())
        let moment: Instant? = try row.next()
        lastMessage =
            if let direction, let body, let moment {
                LastWords(
                    direction: direction, body: body, status: word.map { DeliveryState(word: $0) },
                    sendState: sendState, moment: moment)
            } else {
                nil
            }
    }
}

/// A conversation as one user sees it.
package struct ConversationOverview: Hashable, Sendable {
    package let conversation: TenantConversation
    package let unread: Int
    /// The user's own mark; 0 where there is none.
    package let readUpTo: Int64
}

extension ConversationOverview: SQLRecord {
    /// Of `talk`, with the user's `mark`; `$1` is the tenant, `$2` the user.
    static let columns = """
        \(TenantConversation.columns(of: "talk")), (
            SELECT count(*) FROM messages AS heard WHERE heard.tenant_id = $1 AND heard.conversation_id = talk.id
                AND heard.direction = 'inbound' AND heard.arrival > talk.last_outbound
                AND heard.arrival > coalesce(mark.read_up_to, 0)),
        coalesce(mark.read_up_to, 0)
        """

    /// Goes behind `conversations AS talk`.
    static let ownMark = """
        LEFT JOIN read_marks AS mark
            ON mark.tenant_id = $1 AND mark.user_id = $2 AND mark.conversation_id = talk.id
        """

    init(_ row: inout SQLRow) throws {
        conversation = try TenantConversation(&row)
        unread = try row.next()
        readUpTo = try row.next()
    }
}
