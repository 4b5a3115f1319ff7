package import Messaging

/// The steps of a text, from one stage to the next. Each tells the message's own row as well.
extension OutgoingQueries {
    /// Writes an attempt down, before the request leaves; its number, or `nil` where the text is not waiting any more.
    package func depart(_ message: TenantMessageID, until lease: Instant) throws -> Int? {
        let attempt: Int? = try transaction.connection.value(
            """
            UPDATE outgoing SET stage = 'away', attempts = attempts + 1, attempted_at = $3, gave_up_at = NULL, due_at = $4
            WHERE tenant_id = $1 AND message_id = $2 AND stage = 'waiting' RETURNING attempts
            """, transaction.tenant, message, transaction.now, lease)
        if attempt != nil { try state(message, .sending) }
        return attempt
    }

    /// The provider took it. That holds whatever was thought of the text until now.
    package func submitted(_ message: TenantMessageID, as externalID: String, _ resource: ResourceReport) throws {
        try transaction.messages.hold(externalID)
        try transaction.messages.tie(externalID, to: message)
        try transaction.messages.merge(resource, into: externalID)
        try end(message)
        try state(message, .submitted, unless: [.submitted])
    }

    /// The provider refused it for good.
    package func rejected(_ message: TenantMessageID, attempt: Int, code: Int?, text: String?) throws -> Bool {
        guard try take(message, attempt) else { return false }
        try state(message, .rejected, code: code, text: text)
        return true
    }

    /// Nothing left, and it is tried again.
    package func retry(
        _ message: TenantMessageID, attempt: Int, at moment: Instant, code: Int? = nil, text: String? = nil
    ) throws {
        guard try step(message, attempt, "stage = 'waiting'", at: moment) else { return }
        try state(message, .pending, code: code, text: text)
    }

    /// It may have left. It is looked for at `moment`.
    package func lost(_ message: TenantMessageID, attempt: Int, lookAt moment: Instant) throws {
        let stage = "stage = 'sought', gave_up_at = coalesce(gave_up_at, $5)"
        guard try step(message, attempt, stage, at: moment, transaction.now) else { return }
        try state(message, .unknown, unless: [.unknown])
    }

    /// It was looked for without a result, and is looked for again at `moment`; `nil` where no look can tell more.
    package func lookAgain(_ message: TenantMessageID, attempt: Int, at moment: Instant?) throws {
        _ = try step(message, attempt, "stage = stage", at: moment)
    }

    /// It was looked for to the end, and did not leave.
    package func absent(_ message: TenantMessageID, attempt: Int) throws {
        guard try take(message, attempt) else { return }
        try state(message, .absent)
    }

    /// Keeps a text that was to leave until a person has decided; one to whom nobody may write is not sent at all.
    package func keepBack(_ message: TenantMessageID, _ reason: KeptBack) throws {
        let isForGood = reason == .optedOut
        let change =
            isForGood ? "DELETE FROM outgoing" : "UPDATE outgoing SET stage = 'kept', due_at = NULL"
        let kept = try transaction.connection.change(
            "\(change) WHERE tenant_id = $1 AND message_id = $2 AND stage = 'waiting'", transaction.tenant, message)
        if kept == 1 { try state(message, isForGood ? .blocked : .held, keptBack: reason) }
    }

    /// Lets a text go that was kept; `false` where it is not.
    package func release(_ message: TenantMessageID, seenUpTo: Int64?) throws -> Bool {
        let lane: String? = try transaction.connection.value(
            """
            UPDATE outgoing SET stage = 'waiting', due_at = $4, waits_since = $4, seen_up_to = $3
            WHERE tenant_id = $1 AND message_id = $2 AND stage = 'kept' RETURNING lane
            """, transaction.tenant, message, seenUpTo, transaction.now)
        guard let lane else { return false }
        try call(lane, at: transaction.now)
        try state(message, .pending)
        return true
    }

    /// Takes a text back that has not left; `false` where it may have.
    package func cancel(_ message: TenantMessageID) throws -> Bool {
        let canceled = try transaction.connection.change(
            "DELETE FROM outgoing WHERE tenant_id = $1 AND message_id = $2 AND stage IN ('waiting', 'kept')",
            transaction.tenant, message)
        if canceled == 1 { try state(message, .canceled) }
        return canceled == 1
    }

    /// Has a text looked for now that may have left.
    package func hasten(_ message: TenantMessageID) throws {
        let lane: String? = try transaction.connection.value(
            """
            UPDATE outgoing SET due_at = $3 WHERE tenant_id = $1 AND message_id = $2 AND stage = 'sought'
            RETURNING lane
            """, transaction.tenant, message, transaction.now)
        if let lane { try call(lane, at: transaction.now) }
    }

    /// Nothing is to be done about a text any more.
    func end(_ message: TenantMessageID) throws {
        try transaction.connection.change(
            "DELETE FROM outgoing WHERE tenant_id = $1 AND message_id = $2", transaction.tenant, message)
    }

    /// Ends what an attempt left open; `false` where that attempt is not the last, or was settled by somebody else.
    private func take(_ message: TenantMessageID, _ attempt: Int) throws -> Bool {
        try transaction.connection.change(
            """
            DELETE FROM outgoing WHERE tenant_id = $1 AND message_id = $2 AND attempts = $3
                AND stage IN ('away', 'sought')
            """, transaction.tenant, message, attempt) == 1
    }

    /// Takes what an attempt left open a step further, due at `moment`; `false` where that attempt is not the last.
    ///
    /// The lane is called first, since its holder comes to the lane and then to its texts as well; it may have been given
    /// back while the attempt was still away.
    private func step(
        _ message: TenantMessageID, _ attempt: Int, _ change: String, at moment: Instant?, _ values: any SQLColumn...
    ) throws -> Bool {
        let connection = transaction.connection
        let open = "tenant_id = $1 AND message_id = $2 AND attempts = $3 AND stage IN ('away', 'sought')"
        let lane: String? = try connection.value(
            "SELECT lane FROM outgoing WHERE \(open)", transaction.tenant, message, attempt)
        guard let lane else { return false }
        if let moment { try call(lane, at: moment) }
        let own = [transaction.tenant.sqlValue, message.sqlValue, attempt.sqlValue, moment.sqlValue]
        var isDone = false
        try connection.run(
            "UPDATE outgoing SET due_at = $4, \(change) WHERE \(open) RETURNING 1", own + values.map(\.sqlValue)
        ) { _ in isDone = true }
        return isDone
    }

    private func state(
        _ message: TenantMessageID, _ state: SendState, keptBack: KeptBack? = nil, code: Int? = nil,
        text: String? = nil, unless states: Set<SendState> = []
    ) throws {
        if !states.isEmpty, let known = try transaction.messages.find(message)?.sendState, states.contains(known) {
            return
        }
        let changed = try transaction.connection.change(
            """
            UPDATE messages SET send_state = $3, kept_back = $4, error_code = CASE WHEN status IS NULL THEN $5
                    ELSE error_code END, error_text = CASE WHEN status IS NULL THEN $6 ELSE error_text END,
                version = version + 1
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, message, state, keptBack, code, text)
        guard changed == 1 else { return }
        transaction.change(.message(message))
        switch state {
        case .pending, .submitted, .rejected, .absent, .blocked, .held, .canceled:
            guard let row = try transaction.messages.find(message) else { return }
            try transaction.leads.recountWaiting(in: row.conversation)
        case .sending, .unknown, .scheduled: break
        }
    }
}
