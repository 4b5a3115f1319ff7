internal import Messaging
package import ServerStore

/// Puts events where they are safe: into the database, many at once, or on the node's disk while that takes none.
package actor EventKeeper {
    private typealias Waiting = (event: WebhookEvent, told: CheckedContinuation<Bool, Never>)

    private let store: TenantStore
    private let spool: WebhookSpool
    /// Told when there is work for those who apply events.
    private let kept: @Sendable () async -> Void
    /// How long an answer may wait for the database.
    private let patience: Duration
    private var waiting: [Waiting] = []
    private var isWriting = false
    private var isAway = false

    private static let atOnce = 256
    private static let pause = Duration.seconds(1)

    package init(
        _ store: TenantStore, spool: WebhookSpool, patience: Duration = .milliseconds(700),
        kept: @escaping @Sendable () async -> Void = {}
    ) {
        (self.store, self.spool, self.patience, self.kept) = (store, spool, patience, kept)
    }

    /// Keeps an event; whether it is safe. Those that come while others are written wait and are written together.
    package func keep(_ event: WebhookEvent) async -> Bool {
        await withCheckedContinuation { told in
            waiting.append((event, told))
            if !isWriting {
                isWriting = true
                Task { await write() }
            }
        }
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.atOnce))
            waiting.removeFirst(batch.count)
            var isKept = false
            if !isAway {
                isKept = await put(batch.map(\.event))
                isAway = !isKept
            }
            for (event, told) in batch { told.resume(returning: isKept || spooled(event)) }
            if isKept { await kept() }
        }
        isWriting = false
    }

    private func spooled(_ event: WebhookEvent) -> Bool {
        // Where neither takes it, the caller is told to come again.
        (try? spool.put(event)) != nil
    }

    /// Gives events to the database; whether it took all of them in time. What it takes later is there twice: on the disk as
    /// well, from where it will be found to be known.
    private func put(_ events: [WebhookEvent]) async -> Bool {
        let (answers, answer) = AsyncStream<Bool>.makeStream()
        let writing = Task { [store] in
            do {
                try await Self.store(events, in: store)
                answer.yield(true)
            } catch { answer.yield(false) }
        }
        let clock = Task { [patience] in
            // Cut short when the database was quicker.
            try? await Task.sleep(for: patience)
            answer.yield(false)
        }
        defer { clock.cancel() }
        for await isKept in answers {
            if !isKept { writing.cancel() }
            return isKept
        }
        return false
    }

    private static func store(_ events: [WebhookEvent], in store: TenantStore) async throws {
        for (tenant, own) in Dictionary(grouping: events, by: \.tenant) {
            try await store.write(tenant) { t in
                for event in own {
                    try t.events.keep(event)
                    if event.channel == nil { try t.jobs.put(Inbound.routeKind, about: event.id.value, at: t.now) }
                }
            }
        }
    }

    /// Brings what lies on the disk into the database, the oldest first, until the database refuses or nothing is left.
    package func drain() async {
        while true {
            let events = spool.first(Self.atOnce)
            do {
                // Asks the database even where nothing is spooled: one that is back takes events again.
                if events.isEmpty { _ = try await store.readServer { try $0.nodes.lastHeartbeat() } }
                for (_, own) in Dictionary(grouping: events, by: \.tenant) { try await drain(own) }
            } catch { return }
            isAway = false
            guard !events.isEmpty else { return }
            await kept()
        }
    }

    /// Brings a tenant's events into the database. Those of a tenant that it does not have, as after a backup was restored,
    /// hold up nobody else's: they are left for a person.
    private func drain(_ events: [WebhookEvent]) async throws {
        do {
            try await Self.store(events, in: store)
            spool.remove(events)
        } catch TenantStoreError.constraint(.reference) {
            spool.setAside(events)
        }
    }

    /// Drains until the task is canceled.
    package func run() async {
        while !Task.isCancelled {
            if isAway || spool.count > 0 { await drain() }
            // Whoever is canceled is done.
            try? await Task.sleep(for: Self.pause)
        }
    }
}
