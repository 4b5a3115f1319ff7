package import Messaging

/// What came of asking for a number.
package enum ClaimOutcome: Hashable, Sendable {
    /// It is the channel's now, or was before.
    case claimed
    /// Another channel has it, of this tenant or of another one.
    case taken(SenderRoute)
}

/// Whose numbers and services are: one channel's on the whole server, as the table's key decides.
///
/// Only what Twilio was seen to say may lead here: a claim is no proof by itself.
package struct SenderQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Claims an address for a channel of the tenant.
    ///
    /// Where another channel holds it, it stays with that one unless `holder` names it: whoever asked Twilio about the
    /// holder, and heard that the number is not its any more, names whom it asked about, and loses against anybody who
    /// was quicker.
    package func claim(
        _ address: String, of accountSid: String, for channel: ChannelID, replacing holder: SenderRoute? = nil
    ) throws -> ClaimOutcome {
        try transaction.changeGate()
        if try insert(address, accountSid, channel) { return .claimed }
        if let holder, holder.address == address, try replace(holder, accountSid, channel) {
            try transaction.changeGate(of: holder.tenant)
            return .claimed
        }
        let found: SenderRoute? = try connection.first(
            "SELECT \(SenderRoute.columns) FROM sender_route WHERE address = $1", address)
        // Whoever had it has just let go of it.
        guard let found else { throw TenantStoreError.conflict(detail: "a number that changed hands") }
        guard found.tenant == transaction.tenant, found.channel == channel else { return .taken(found) }
        try connection.change(
            "UPDATE sender_route SET account_sid = $4 WHERE address = $1 AND tenant_id = $2 AND channel_id = $3",
            address,
            transaction.tenant, channel, accountSid)
        return .claimed
    }

    /// Lets go of an address, where the channel has it.
    @discardableResult
    package func release(_ address: String, of channel: ChannelID) throws -> Bool {
        try transaction.changeGate()
        return try connection.change(
            "DELETE FROM sender_route WHERE address = $1 AND tenant_id = $2 AND channel_id = $3", address,
            transaction.tenant, channel) == 1
    }

    /// An address, where a channel of the tenant holds it.
    package func find(_ address: String) throws -> SenderRoute? {
        try connection.first(
            "SELECT \(SenderRoute.columns) FROM sender_route WHERE address = $1 AND tenant_id = $2", address,
            transaction.tenant)
    }

    /// All that the channels of the tenant hold.
    package func all() throws -> [SenderRoute] {
        try connection.all(
            "SELECT \(SenderRoute.columns) FROM sender_route WHERE tenant_id = $1 ORDER BY address", transaction.tenant)
    }

    /// What a channel holds.
    package func held(by channel: ChannelID) throws -> [SenderRoute] {
        try connection.all(
            """
            SELECT \(SenderRoute.columns) FROM sender_route WHERE tenant_id = $1 AND channel_id = $2 ORDER BY address
            """, transaction.tenant, channel)
    }

    private func insert(_ address: String, _ accountSid: String, _ channel: ChannelID) throws -> Bool {
        try connection.change(
            """
            INSERT INTO sender_route (address, account_sid, tenant_id, channel_id, claimed_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (address) DO NOTHING
            """, address, accountSid, transaction.tenant, channel, transaction.now) == 1
    }

    private func replace(_ holder: SenderRoute, _ accountSid: String, _ channel: ChannelID) throws -> Bool {
        try connection.change(
            """
            UPDATE sender_route SET account_sid = $2, tenant_id = $3, channel_id = $4, claimed_at = $5
            WHERE address = $1 AND tenant_id = $6 AND channel_id = $7 AND claimed_at = $8
            """, holder.address, accountSid, transaction.tenant, channel, transaction.now, holder.tenant,
            holder.channel,
            holder.claimedAt) == 1
    }
}
