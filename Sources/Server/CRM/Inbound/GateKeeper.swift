internal import Messaging
internal import Secrets
package import ServerStore
internal import Synchronization

/// Keeps a node's table of numbers and secrets as the database has them: by wakes, and by a look each second.
package final class GateKeeper: Sendable {
    private struct State {
        var table = GateTable()
        var isLoaded = false
        var numbers: [TenantID: Int64] = [:]
        var last: Look?
    }

    /// A look out of turn, for requests that fit nothing here.
    private struct Look {
        var hasBegun = false
        var done: Task<Bool, Never>
        /// When the next one may begin: strangers are not to keep the database busy.
        var rested: Task<Void, Never>
    }

    private let store: TenantStore
    private let keys: LiveKeys
    /// How long a request may wait for a look, so that its answer comes in time.
    private let patience: Duration
    private let state = Mutex(State())

    /// A change is seen when it is committed, which may be a while after its moment.
    private static let overlap = Duration.seconds(120)
    private static let pause = Duration.seconds(1)
    private static let lookPause = Duration.milliseconds(100)

    package init(_ store: TenantStore, keys: LiveKeys, patience: Duration = .milliseconds(600)) {
        (self.store, self.keys, self.patience) = (store, keys, patience)
    }

    /// Whether the table was ever read.
    package var isLoaded: Bool { state.withLock { $0.isLoaded } }

    var table: GateTable { state.withLock { $0.table } }

    /// Reads what all tenants have.
    package func load() async throws {
        let changes = try await store.readServer { try $0.gate.changes(since: Instant(milliseconds: .min)) }
        for change in changes { try await read(change) }
        state.withLock { $0.isLoaded = true }
    }

    /// Reads again what has changed of late.
    package func refresh() async throws {
        guard isLoaded else { return try await load() }
        let since = store.surroundings.now() - Self.overlap
        let changes = try await store.readServer { try $0.gate.changes(since: since) }
        for change in changes where state.withLock({ $0.numbers[change.tenant] != change.number }) {
            try await read(change)
        }
    }

    /// Looks at once whether a channel was added or a token changed a moment ago, here or on another node: Twilio does not
    /// come again after a refusal. Those that come before a look has begun share it. Whether the database has told.
    func look() async -> Bool {
        let done = state.withLock { state -> Task<Bool, Never> in
            if let last = state.last, !last.hasBegun { return last.done }
            let before = state.last?.rested
            let done = Task { [self] in
                await before?.value
                self.state.withLock { $0.last?.hasBegun = true }
                // Why it does not tell is the heart's to say.
                return (try? await refresh()) != nil
            }
            let rested = Task {
                _ = await done.value
                // Nobody cancels it.
                try? await Task.sleep(for: Self.lookPause)
            }
            state.last = Look(done: done, rested: rested)
            return done
        }
        let (answers, answer) = AsyncStream<Bool>.makeStream()
        let looking = Task { answer.yield(await done.value) }
        let clock = Task { [patience] in
            // Cut short when the look was quicker.
            try? await Task.sleep(for: patience)
            answer.yield(false)
        }
        defer {
            looking.cancel()
            clock.cancel()
        }
        return await answers.first { _ in true } ?? false
    }

    /// Looks until the task is canceled. What was read stays while the database is away.
    package func run() async {
        while !Task.isCancelled {
            // The heart tells that the database is away; here the next look is all there is to do.
            try? await refresh()
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// The number is the one that was seen before the rows: read again for nothing is better than never.
    private func read(_ change: GateChange) async throws {
        let (routes, channels) = try await store.read(change.tenant) { t in
            (try t.senders.all(), try t.channels.sealed())
        }
        let ring = keys.ring
        let entries = channels.compactMap { channel in
            Self.entry(channel, routes.filter { $0.channel == channel.id }, ring)
        }
        state.withLock { state in
            state.table.replace(change.tenant, entries)
            state.numbers[change.tenant] = change.number
        }
    }

    /// How many channels have a token that no key here opens.
    package var unreadable: Int { table.unreadable }

    /// A channel that holds an address was seen to own it with its token. One that holds none has no say.
    private static func entry(_ record: ChannelRecord, _ routes: [SenderRoute], _ ring: KeyRing) -> GateEntry? {
        let seal = ChannelSeal(record, ring)
        guard let account = routes.first?.accountSid else { return nil }
        // What cannot be opened verifies nothing, and says nothing against a request; `doctor` tells of it.
        let token = try? seal.token(record)
        var entry = GateEntry(
            channel: record.id, accountSID: account, addresses: routes.map(\.address), token: token, previous: nil)
        // Whether its time is over is asked when it is needed, so here it is opened whatever the time. An old token that
        // cannot be opened is as good as none.
        if let until = record.previousUntil, let old = try? seal.previousToken(record, at: .init(milliseconds: .min)) {
            entry.previous = (old, until)
        }
        return entry
    }
}
