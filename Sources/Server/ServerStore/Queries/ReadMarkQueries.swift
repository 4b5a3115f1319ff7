package import Messaging

/// Up to where the users of the tenant have read. A mark is its user's own, and no change of the conversation.
package struct ReadMarkQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    package func find(of user: UserID, in conversation: TenantConversationID) throws -> UserReadMark? {
        try connection.first(
            """
            SELECT \(UserReadMark.columns) FROM read_marks
            WHERE tenant_id = $1 AND user_id = $2 AND conversation_id = $3
            """, transaction.tenant, user, conversation)
    }

    /// Moves a user's mark. It goes back only where a person wants it to: what is told late moves none back.
    @discardableResult
    package func move(
        to arrival: Int64, of user: UserID, in conversation: TenantConversationID, mayGoBack: Bool = false
    ) throws -> UserReadMark {
        let changed = try connection.change(
            """
            INSERT INTO read_marks (tenant_id, user_id, conversation_id, read_up_to, version, change_seq)
            VALUES ($1, $2, $3, $4, 1, 0)
            ON CONFLICT (tenant_id, user_id, conversation_id) DO UPDATE SET
                read_up_to = excluded.read_up_to, version = read_marks.version + 1
            WHERE read_marks.read_up_to < excluded.read_up_to
                OR ($5 = 1 AND read_marks.read_up_to > excluded.read_up_to)
            """, transaction.tenant, user, conversation, arrival, mayGoBack)
        if changed == 1 { transaction.change(.readMark(user, conversation)) }
        guard let mark = try find(of: user, in: conversation) else {
            throw TenantStoreError.ourFault(detail: "a mark that was not made")
        }
        return mark
    }
}
