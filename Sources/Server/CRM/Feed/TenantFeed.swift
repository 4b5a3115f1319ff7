package import Messaging
package import ServerStore

/// What changed in a tenant, told to each of its users in the order in which it was committed.
package actor TenantFeed {
    /// A place in the feed: a number of the tenant's sequence, in an epoch of the database.
    package struct Place: Hashable, Sendable {
        package var epoch: UniqueID
        package var number: Int64

        package init(epoch: UniqueID, number: Int64) { (self.epoch, self.number) = (epoch, number) }
    }

    package enum Since: Hashable, Sendable {
        case beginning, now
        case place(Place)
    }

    /// What was found, and where to go on.
    package struct Told: Hashable, Sendable {
        package let changes: [TenantChange]
        package let next: Place
        package let hasMore: Bool
    }

    /// Reads of a tail that many wait for, once it is known to go on to `end`.
    private struct Tail: Hashable {
        var tenant: TenantID
        var number: Int64
        var limit: Int
        var end: Int64
    }

    private let store: TenantStore
    private let watch: FeedWatch
    private var tails: [Tail: Task<ChangePage, any Error>] = [:]

    package init(_ store: TenantStore) { (self.store, watch) = (store, FeedWatch(store)) }

    /// Wakes those who wait, until its task is canceled. Without it they wait to the end.
    package nonisolated func run() async { await watch.run() }

    /// Up to `limit` changes since a place. Where there are none, waits for some, at most for `wait`.
    package nonisolated func changes(
        of tenant: TenantID, for user: UserID, since: Since, limit: Int, wait: Duration
    ) async throws -> Told {
        try await CRMError.translating {
            let epoch = try await epoch()
            let (number, page) = try await firstPage(of: tenant, since, epoch, limit)
            let told = page.told(to: user)
            let found =
                told.changes.isEmpty && !told.hasMore && since != .now && wait > .zero
                ? try await laterPage(of: tenant, for: user, after: max(number, told.next), limit, wait) : told
            return Told(
                changes: found.changes, next: Place(epoch: epoch, number: found.next), hasMore: found.hasMore)
        }
    }

    private nonisolated func firstPage(
        of tenant: TenantID, _ since: Since, _ epoch: UniqueID, _ limit: Int
    ) async throws -> (number: Int64, page: ChangePage) {
        switch since {
        case .now:
            let last = try await store.read(tenant) { try $0.feed.last() }
            return (last, ChangePage(emptyAt: last))
        case .beginning:
            return (0, try await store.read(tenant) { try ChangePage($0, after: 0, limit: limit) })
        case .place(let place):
            guard place.epoch == epoch, place.number >= 0 else { throw CRMError.feedBegunAnew }
            let page = try await store.read(tenant) { transaction in
                guard try transaction.feed.last() >= place.number else { throw CRMError.feedBegunAnew }
                return try ChangePage(transaction, after: place.number, limit: limit)
            }
            return (place.number, page)
        }
    }

    private nonisolated func laterPage(
        of tenant: TenantID, for user: UserID, after number: Int64, _ limit: Int, _ wait: Duration
    ) async throws -> ChangePage {
        let uptime = store.surroundings.uptime
        let deadline = uptime() + wait
        var number = number
        while let end = await watch.end(of: tenant, beyond: number, within: deadline - uptime()) {
            let page = try await page(Tail(tenant: tenant, number: number, limit: limit, end: end)).told(to: user)
            if !page.changes.isEmpty || page.hasMore { return page }
            // It was somebody else's mark.
            number = max(number, page.next)
        }
        return ChangePage(emptyAt: number)
    }

    /// One read for all who were woken by the same news and have seen the same before.
    private func page(_ tail: Tail) async throws -> ChangePage {
        if let running = tails[tail] { return try await running.value }
        let read = Task { [store] in
            try await store.read(tail.tenant) { try ChangePage($0, after: tail.number, limit: tail.limit) }
        }
        tails[tail] = read
        defer { tails[tail] = nil }
        return try await read.value
    }

    private nonisolated func epoch() async throws -> UniqueID { try await instance().epoch }

    /// The database as one of its kind.
    package nonisolated func instance() async throws -> InstanceRecord {
        if let found = try await store.readServer({ try $0.instance.find() }) { return found }
        return try await store.writeServer { try $0.instance.findOrMake() }
    }
}
