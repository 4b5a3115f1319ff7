package import Messaging

/// How far messages have come. Whatever the order in which reports come, and however often, the end is the same.
extension MessageQueries {
    /// Notes a callback, and lets it raise the message that it is about, where that is known yet. `intent` is the message
    /// that the callback's address named: by it a text of ours is known whose SID was never told to us.
    package func report(_ report: StatusReport, of externalID: String, intent: TenantMessageID? = nil) throws {
        try hold(externalID)
        try note(report, of: externalID)
        if let intent { try tie(externalID, to: intent) }
        try merge(report, into: externalID)
    }

    /// Merges the provider's own record. It wins over all that is older, but lowers what a callback said only where it was
    /// asked for after that came.
    package func merge(_ resource: ResourceReport, into externalID: String) throws {
        try hold(externalID)
        try note(resource.report, of: externalID)
        let changed: TenantMessageID? = try transaction.connection.value(
            """
            UPDATE messages SET date_updated = $3, status = CASE WHEN $4 >= status_rank OR $5 > coalesce(callback_at, 0)
                    THEN $6 ELSE status END,
                error_code = CASE WHEN $4 >= status_rank OR $5 > coalesce(callback_at, 0) THEN $7 ELSE error_code END,
                error_text = CASE WHEN $4 >= status_rank OR $5 > coalesce(callback_at, 0) THEN $8 ELSE error_text END,
                status_rank = CASE WHEN $4 >= status_rank OR $5 > coalesce(callback_at, 0) THEN $4 ELSE status_rank END,
                provider_at = coalesce($9, provider_at), segments = coalesce($10, segments),
                price = coalesce($11, price), price_unit = coalesce($12, price_unit), version = version + 1
            WHERE tenant_id = $1 AND external_id = $2 AND coalesce(date_updated, $3) <= $3 RETURNING id
            """, transaction.tenant, externalID, resource.dateUpdated, resource.report.status.rank, resource.askedAt,
            resource.report.status.word, resource.report.errorCode, resource.report.errorText, resource.providerAt,
            resource.segments, resource.price?.millionths, resource.price?.unit)
        if let changed { transaction.change(.message(changed)) }
    }

    /// Everything that was reported of a message, in the order in which it was noted.
    package func events(of externalID: String) throws -> [MessageEvent] {
        try transaction.connection.all(
            """
            SELECT \(MessageEvent.columns) FROM message_events WHERE tenant_id = $1 AND external_id = $2 ORDER BY id
            """, transaction.tenant, externalID)
    }

    private func note(_ report: StatusReport, of externalID: String) throws {
        try transaction.connection.change(
            """
            INSERT INTO message_events (tenant_id, id, external_id, source, status, error_code, error_text, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, transaction.tenant, transaction.newID(as: MessageEventID.self), externalID, report.source,
            report.status.word, report.errorCode, report.errorText, report.at)
    }

    /// Gives a text of ours the SID under which it is reported: so it has left, whatever was thought of it, and is not sent
    /// once more. One that was taken back or refused stays what it is.
    func tie(_ externalID: String, to intent: TenantMessageID) throws {
        let tied = try transaction.connection.change(
            """
            UPDATE messages SET external_id = $3, version = version + 1,
                send_state = CASE WHEN send_state IN ('sending', 'unknown', 'absent', 'pending', 'scheduled', 'held')
                    THEN 'submitted' ELSE send_state END, kept_back = NULL
            WHERE tenant_id = $1 AND id = $2 AND external_id IS NULL AND direction = 'outbound'
                AND NOT EXISTS (SELECT 1 FROM messages WHERE tenant_id = $1 AND external_id = $3)
            """, transaction.tenant, intent, externalID)
        guard tied == 1 else { return }
        transaction.change(.message(intent))
        try transaction.outgoing.end(intent)
        for event in try events(of: externalID) where event.report.source == .callback {
            try merge(event.report, into: externalID)
        }
    }

    /// Raises a message to what a callback says. Of two reports of one height the later word of the alphabet counts, and
    /// the higher error: any rule that does not ask which came first.
    func merge(_ report: StatusReport, into externalID: String) throws {
        let (connection, tenant) = (transaction.connection, transaction.tenant)
        let rank = report.status.rank
        let raised: TenantMessageID? = try connection.value(
            """
            UPDATE messages SET status = $3, status_rank = $4, error_code = $5, error_text = $6, version = version + 1,
                callback_at = CASE WHEN callback_at > $7 THEN callback_at ELSE $7 END
            WHERE tenant_id = $1 AND external_id = $2 AND (status_rank < $4 OR (status_rank = $4 AND (status < $3
                OR (status = $3 AND coalesce(error_code, 0) < coalesce($5, 0))))) RETURNING id
            """, tenant, externalID, report.status.word, rank, report.errorCode, report.errorText, report.at)
        let dated: TenantMessageID? = try connection.value(
            """
            UPDATE messages SET version = version + 1,
                sent_at = CASE WHEN $3 = 1 AND (sent_at IS NULL OR sent_at > $5) THEN $5 ELSE sent_at END,
                delivered_at = CASE WHEN $4 = 1 AND (delivered_at IS NULL OR delivered_at > $5) THEN $5
                    ELSE delivered_at END
            WHERE tenant_id = $1 AND external_id = $2 AND direction = 'outbound'
                AND (($3 = 1 AND (sent_at IS NULL OR sent_at > $5))
                    OR ($4 = 1 AND (delivered_at IS NULL OR delivered_at > $5))) RETURNING id
            """, tenant, externalID, report.hasLeft, report.hasArrived, report.at)
        if let changed = raised ?? dated { transaction.change(.message(changed)) }
    }
}

extension StatusReport {
    /// Whether the message had left the provider by then, and whether it had come to the lead.
    fileprivate var hasLeft: Bool {
        switch status {
        case .sent, .partiallyDelivered, .undelivered, .delivered, .read: true
        case .accepted, .scheduled, .queued, .sending, .canceled, .failed, .receiving, .received, .other: false
        }
    }

    fileprivate var hasArrived: Bool { status == .delivered || status == .read }
}
