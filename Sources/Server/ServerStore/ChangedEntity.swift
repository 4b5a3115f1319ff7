internal import Messaging

/// An entity that the feed tells of.
enum ChangedEntity: Hashable, Sendable {
    case user(UserID)
    case channel(ChannelID)
    case lead(TenantLeadID)
    case conversation(TenantConversationID)
    case message(TenantMessageID)
    case optOut(OptOutID)
    case readMark(UserID, TenantConversationID)

    var isMessage: Bool { if case .message = self { true } else { false } }

    /// Writes down the number of the entity's last change.
    func stamp(_ number: Int64, _ tenant: TenantID, _ connection: any SQLConnection) throws {
        switch self {
        case .user(let id): try stamp("users", id, number, tenant, connection)
        case .channel(let id): try stamp("channels", id, number, tenant, connection)
        case .lead(let id): try stamp("leads", id, number, tenant, connection)
        case .conversation(let id): try stamp("conversations", id, number, tenant, connection)
        case .message(let id): try stampMessage(id, number, tenant, connection)
        case .optOut(let id): try stamp("opt_outs", id, number, tenant, connection)
        case .readMark(let user, let conversation):
            try connection.change(
                """
                UPDATE read_marks SET change_seq = $4
                WHERE tenant_id = $1 AND user_id = $2 AND conversation_id = $3
                """, tenant, user, conversation, number)
        }
    }

    private func stamp(
        _ table: String, _ id: some EntityID & SQLColumn, _ number: Int64, _ tenant: TenantID,
        _ connection: any SQLConnection
    ) throws {
        try connection.change(
            "UPDATE \(table) SET change_seq = $3 WHERE tenant_id = $1 AND id = $2", tenant, id, number)
    }

    /// The first number that a message gets is its arrival, which its conversation keeps as well.
    private func stampMessage(
        _ id: TenantMessageID, _ number: Int64, _ tenant: TenantID, _ connection: any SQLConnection
    ) throws {
        let arrival: Int64? = try connection.value(
            """
            UPDATE messages SET change_seq = $3, arrival = CASE WHEN arrival = 0 THEN $3 ELSE arrival END
            WHERE tenant_id = $1 AND id = $2 RETURNING arrival
            """, tenant, id, number)
        guard arrival == number else { return }
        try connection.change(
            """
            UPDATE conversations SET last_arrival = $3, last_outbound = CASE WHEN 'outbound' = (
                    SELECT direction FROM messages WHERE tenant_id = $1 AND id = $2) THEN $3 ELSE last_outbound END
            WHERE tenant_id = $1 AND id = (SELECT conversation_id FROM messages WHERE tenant_id = $1 AND id = $2)
            """, tenant, id, number)
    }
}
