package import Messaging

extension LeadQueries {
    /// Reads anew since when the lead of a conversation waits, after a text of ours to it came to nothing, or did leave after
    /// all: since the first of its texts behind the last of ours that left, may have, or is about to.
    package func recountWaiting(in conversation: TenantConversationID) throws {
        guard let talk = try transaction.conversations.find(conversation), let lead = try find(talk.lead) else {
            return
        }
        let since: Instant?? = try transaction.connection.value(
            """
            SELECT min(coalesce(said.provider_at, said.created_at)) FROM messages AS said
            JOIN conversations AS talk ON talk.tenant_id = said.tenant_id AND talk.id = said.conversation_id
            WHERE talk.tenant_id = $1 AND talk.lead_id = $2 AND said.direction = 'inbound' AND said.arrival > (
                SELECT coalesce(max(ours.arrival), 0) FROM messages AS ours
                JOIN conversations AS place ON place.tenant_id = ours.tenant_id AND place.id = ours.conversation_id
                WHERE place.tenant_id = $1 AND place.lead_id = $2 AND ours.direction = 'outbound'
                    AND coalesce(ours.send_state, 'submitted') IN ('pending', 'sending', 'unknown', 'submitted'))
            """, transaction.tenant, lead.id)
        let waiting = since ?? nil
        guard waiting != lead.waitingSince else { return }
        try transaction.connection.change(
            "UPDATE leads SET waiting_since = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2",
            transaction.tenant, lead.id, waiting)
        transaction.change(.lead(lead.id))
    }
}
