internal import Messaging
package import ServerStore

/// Applies events that were kept, on one node; every node has one, and no two apply the same event.
///
/// An event ends in the transaction of its effect, so a node may be killed at any moment. One that fails is taken back alone
/// and comes again later; the others of its transaction stay.
package actor EventWorker {
    /// What is to be told of an event: which, and what was wrong with it.
    package typealias Report = @Sendable (WebhookEvent, _ outcome: WebhookEvent.Outcome, _ reason: String?) -> Void

    private let store: TenantStore
    private let report: Report
    private var isStopping = false
    private var nap: Task<Void, Never>?

    private static let atOnce = 64
    private static let tenantsAtOnce = 100
    private static let attempts = 10
    private static let pause = Duration.seconds(1)

    package init(_ store: TenantStore, report: @escaping Report = { _, _, _ in }) {
        (self.store, self.report) = (store, report)
    }

    /// Works until `stop`, and returns when what is under way has ended.
    package func run() async {
        while !isStopping, !Task.isCancelled {
            // A database that is away is told of by the heart.
            let found = (try? await work()) ?? false
            if !found { await rest() }
        }
    }

    package func stop() {
        isStopping = true
        nap?.cancel()
    }

    /// Looks for events at once.
    package func wake() { nap?.cancel() }

    /// Applies what is due now, of all tenants in turn; whether there was anything.
    @discardableResult
    package func work() async throws -> Bool {
        var (last, found): (TenantID?, Bool) = (nil, false)
        while !isStopping {
            let tenants = try await store.readServer { [last] in
                try $0.gate.tenantsWithDueEvents(after: last, limit: Self.tenantsAtOnce)
            }
            for tenant in tenants where !isStopping {
                try await apply(tenant)
                found = true
            }
            guard tenants.count == Self.tenantsAtOnce else { break }
            last = tenants.last
        }
        return found
    }

    private func apply(_ tenant: TenantID) async throws {
        let chance = store.surroundings.chance()
        let done = try await store.write(tenant) { t in
            let events = try t.events.takeDue(limit: Self.atOnce)
            try Self.noteArrival(of: events, t)
            return try events.map { try Self.end($0, chance, t) }
        }
        for (event, outcome, reason) in done where outcome == .failed || reason != nil {
            report(event, outcome, reason)
        }
    }

    private static func end(
        _ event: WebhookEvent, _ chance: UInt64, _ t: TenantTransaction
    ) throws -> (WebhookEvent, WebhookEvent.Outcome, String?) {
        do {
            return (event, try apply(event, t), nil)
        } catch let error as TenantStoreError where error.spoilsTransaction {
            throw error
        } catch {
            let reason = (error as? TenantStoreError)?.description ?? String(describing: type(of: error))
            if event.attempts + 1 < attempts {
                let pause = BackOff.pause(attempt: event.attempts + 1, wish: nil, chance: chance)
                try t.events.retry(event.id, at: t.now + pause)
                return (event, .idle, reason)
            }
            try t.events.finish(event.id, .failed)
            return (event, .failed, reason)
        }
    }

    /// What an event does is taken back alone where it fails.
    private static func apply(_ event: WebhookEvent, _ t: TenantTransaction) throws -> WebhookEvent.Outcome {
        try t.attempt {
            let outcome = try EventEffects(t: t).apply(event)
            try t.events.finish(event.id, outcome)
            return outcome
        }
    }

    /// Applies an event because a person wants it; where it fails, it waits for a person again.
    static func replay(_ event: WebhookEvent, _ t: TenantTransaction) throws {
        do {
            _ = try apply(event, t)
        } catch let error as TenantStoreError where error.spoilsTransaction {
            throw error
        } catch {
            try t.events.finish(event.id, .failed)
        }
    }

    /// The first request for a channel shows that its webhooks arrive.
    private static func noteArrival(of events: [WebhookEvent], _ t: TenantTransaction) throws {
        for id in Set(events.compactMap(\.channel)) {
            guard let channel = try t.channels.find(id), channel.webhookSeenAt == nil else { continue }
            let isActive = channel.status == .active
            _ = try t.channels.change(id, [.webhookSeen] + (isActive ? [.status(.connected)] : []))
        }
    }

    private func rest() async {
        guard !isStopping else { return }
        // A nap that is cut short is over, as is one that was not.
        let nap = Task { _ = try? await Task.sleep(for: Self.pause) }
        self.nap = nap
        await withTaskCancellationHandler {
            await nap.value
        } onCancel: {
            nap.cancel()
        }
    }
}

extension TenantStoreError {
    /// Whether it is the whole transaction that has to begin again, and not the one event whose turn it was.
    fileprivate var spoilsTransaction: Bool {
        switch self {
        case .busy, .conflict, .gone, .undecided, .full, .readOnly, .damaged: true
        case .constraint, .newerVersion, .olderVersion, .unsafeRole, .badAddress, .ourFault: false
        }
    }
}
