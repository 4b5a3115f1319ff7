internal import Messaging
internal import ServerStore

/// Those who wait on this node for something to change in their tenant.
///
/// It looks where a tenant's feed ends when somebody begins to wait, when a change of the tenant is told of, and each
/// second, since that may be missed: once for all who wait for the tenant.
actor FeedWatch {
    private struct Waiter {
        let number: Int64
        let continuation: CheckedContinuation<Int64?, Never>
        let alarm: Task<Void, Never>
    }

    private let store: TenantStore
    private var waiters: [TenantID: [Int: Waiter]] = [:]
    /// Where a look is on its way, and whether another has to follow it.
    private var looks: [TenantID: Bool] = [:]
    private var count = 0
    private var isOver = false

    init(_ store: TenantStore) { self.store = store }

    /// Watches until its task is canceled; then nobody waits any longer.
    func run() async {
        await withTaskGroup { group in
            group.addTask {
                for await tenant in self.store.changedTenants() { await self.look(at: tenant) }
            }
            group.addTask {
                while !Task.isCancelled {
                    // Who is woken by being canceled is done.
                    try? await Task.sleep(for: .seconds(1))
                    await self.lookEverywhere()
                }
            }
            await group.next()
            group.cancelAll()
        }
        isOver = true
        for tenant in Array(waiters.keys) { wake(tenant, to: nil) }
    }

    /// Waits until the tenant's feed goes beyond `number`: where it ends then, or `nil` after `span`.
    func end(of tenant: TenantID, beyond number: Int64, within span: Duration) async -> Int64? {
        guard !isOver, !Task.isCancelled else { return nil }
        count += 1
        let name = count
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let alarm = Task {
                    // Who is woken by being canceled has been answered.
                    try? await Task.sleep(for: span)
                    if !Task.isCancelled { self.giveUp(name, tenant) }
                }
                waiters[tenant, default: [:]][name] = Waiter(number: number, continuation: continuation, alarm: alarm)
                // What changed just before counts as well.
                Task { await self.look(at: tenant) }
                if Task.isCancelled { giveUp(name, tenant) }
            }
        } onCancel: {
            Task { await self.giveUp(name, tenant) }
        }
    }

    private func giveUp(_ name: Int, _ tenant: TenantID) {
        guard let waiter = waiters[tenant]?.removeValue(forKey: name) else { return }
        waiter.alarm.cancel()
        waiter.continuation.resume(returning: nil)
        if waiters[tenant]?.isEmpty ?? false { waiters[tenant] = nil }
    }

    private func lookEverywhere() async {
        for tenant in Array(waiters.keys) { await look(at: tenant) }
    }

    private func look(at tenant: TenantID) async {
        guard waiters[tenant] != nil else { return }
        guard looks[tenant] == nil else {
            looks[tenant] = true
            return
        }
        repeat {
            looks[tenant] = false
            // While the database is away nothing is known to have changed; whoever waits asks again in the end.
            if let last = try? await store.read(tenant, { try $0.feed.last() }) {
                wake(tenant, to: last)
            }
        } while looks[tenant] ?? false
        looks[tenant] = nil
    }

    /// Answers those to whom `last` is news; all of them where there will be none.
    private func wake(_ tenant: TenantID, to last: Int64?) {
        for (name, waiter) in waiters[tenant] ?? [:] where waiter.number < last ?? .max {
            waiters[tenant]?[name] = nil
            waiter.alarm.cancel()
            waiter.continuation.resume(returning: last)
        }
        if waiters[tenant]?.isEmpty ?? false { waiters[tenant] = nil }
    }
}
