package import ServerStore
internal import Messaging
internal import Twilio

/// Does what is due, on one node; every node has one, and no two do the same job at the same time.
///
/// A job is taken for the time of a lease. Who does not come back in time has lost it: the fence keeps what a slow one
/// does from counting, and another node begins it anew. So a node may end at any moment.
package actor JobRunner {
    private let store: TenantStore
    private let kinds: [String: JobKind]
    private let report: @Sendable (JobReport) -> Void
    private let lease: Duration
    private let capacity: Int
    private let pause: Duration
    private var isStopping = false
    private var running = 0
    /// Whether the database was away at the last look, which is told once.
    private var isAway = false
    /// Ends the pause between two looks.
    private var nap: Task<Void, Never>?

    package init(
        store: TenantStore, kinds: [JobKind], lease: Duration = .seconds(60), capacity: Int = 4,
        pause: Duration = .seconds(1), report: @escaping @Sendable (JobReport) -> Void = { _ in }
    ) {
        (self.store, self.lease, self.capacity, self.pause, self.report) = (store, lease, capacity, pause, report)
        self.kinds = Dictionary(kinds.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Works until `stop`, and returns when the last job has ended. Where the caller is cancelled, jobs are cut short and
    /// come again when their leases are over.
    package func run() async {
        await withDiscardingTaskGroup { group in
            while !isStopping, !Task.isCancelled {
                let jobs = await take()
                for job in jobs {
                    running += 1
                    group.addTask {
                        await self.work(job)
                        await self.ended()
                    }
                }
                if jobs.isEmpty || running >= capacity { await rest() }
            }
        }
    }

    /// Takes no more work; `run` returns when what is under way has ended.
    package func stop() {
        isStopping = true
        nap?.cancel()
    }

    /// Looks for work at once.
    package func wake() { nap?.cancel() }

    private func ended() {
        running -= 1
        nap?.cancel()
    }

    private func rest() async {
        guard !isStopping else { return }
        // A nap that is cut short is over, as is one that was not.
        let nap = Task { [pause] in _ = try? await Task.sleep(for: pause) }
        self.nap = nap
        await withTaskCancellationHandler {
            await nap.value
        } onCancel: {
            nap.cancel()
        }
    }

    private func take() async -> [DueJob] {
        let room = capacity - running
        guard room > 0 else { return [] }
        do {
            // Looking changes nothing, so idle nodes are in nobody's way.
            let isDue = try await store.readServer { t in try t.due.next().map { $0 <= t.now } ?? false }
            isAway = false
            guard isDue else { return [] }
            return try await store.writeServer { [lease] in try $0.due.take(limit: room, lease: lease) }
        } catch {
            if !isAway { report(.waiting(reason: Self.reason(error))) }
            isAway = true
            return []
        }
    }

    private func work(_ job: DueJob) async {
        guard let kind = kinds[job.kind] else {
            // A later server's; one that knows it may run beside this one.
            return await fail(job, attempts: .max, JobDelay(after: .seconds(60), reason: "nobody here knows how"))
        }
        do {
            try await kind.work(job)
            report(.done(kind: job.kind))
        } catch is JobTakenAway {
            report(.lost(kind: job.kind))
        } catch {
            await fail(job, attempts: kind.attempts, error)
        }
    }

    private func fail(_ job: DueJob, attempts: Int, _ error: any Error) async {
        let reason = Self.reason(error)
        let count = job.attempts + 1
        let pause = BackOff.pause(
            attempt: count, wish: (error as? JobDelay)?.after, chance: store.surroundings.chance())
        do {
            try await store.write(job.tenant) { t in
                if count >= attempts { try t.jobs.bury(job) } else { try t.jobs.retry(job, at: t.now + pause) }
            }
            report(
                count >= attempts
                    ? .buried(kind: job.kind, attempts: count, reason: reason)
                    : .delayed(kind: job.kind, attempts: count, reason: reason))
        } catch is JobTakenAway {
            report(.lost(kind: job.kind))
        } catch {
            // It comes again when its lease is over.
            report(.waiting(reason: Self.reason(error)))
        }
    }

    /// What a log may hold of an error: words of ours, or else its kind alone.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let delay as JobDelay: LogText(delay.reason).description
        case let error as ChannelError: LogText(error.description).description
        case let error as TenantStoreError: error.description
        case let error as TwilioError: LogText(error.description).description
        default: String(describing: type(of: error))
        }
    }
}
