package import Messaging
package import ServerStore

/// What Twilio has called a tenant with.
package struct EventLog {
    let office: Office
    private var rows: WebhookEventQueries { office.transaction.events }

    package func find(_ id: WebhookEventID) throws -> WebhookEvent {
        guard let found = try rows.find(id) else { throw CRMError.unknown(.event) }
        return found
    }

    /// Newest first, from before `before`.
    package func list(before: WebhookEventID?, limit: Int) throws -> [WebhookEvent] {
        try rows.list(before: before, limit: limit)
    }

    /// Applies a request whose effect failed, or waits; has the number of one looked up again that nobody was found for.
    /// One that was applied is told as it is: done twice, it would be noted twice.
    package func replay(_ id: WebhookEventID) throws -> WebhookEvent {
        try rows.holdEffects()
        let event = try find(id)
        guard event.outcome == nil || event.outcome == .failed else { return event }
        try office.audit.note(.eventReplayed, id.value)
        guard event.verdict == .routed else {
            let t = office.transaction
            try t.jobs.put(Inbound.routeKind, about: id.value, at: t.now)
            return event
        }
        try EventWorker.replay(event, office.transaction)
        return try find(id)
    }
}
