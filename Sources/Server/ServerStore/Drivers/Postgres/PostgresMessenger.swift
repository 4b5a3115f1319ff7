@preconcurrency internal import Dispatch
internal import Messaging

/// Carries wakes between the nodes, over one connection of its own.
///
/// They go out after the commit and gathered: a NOTIFY inside of a transaction would make all commits of the database wait
/// for each other.
actor PostgresMessenger {
    private nonisolated let executor = QueueExecutor(label: "postgres-wakes")
    private let address: String
    private let wakes: Wakes
    private var line: PostgresLine?
    private var pending: Set<TenantID> = []
    private var sending: Task<Void, Never>?
    private var connecting: Task<Void, Never>?
    private var isClosed = false

    private static let gathering = Duration.milliseconds(20)
    private static let pause = Duration.seconds(1)

    init(_ address: String, _ wakes: Wakes) { (self.address, self.wakes) = (address, wakes) }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Begins to listen, now or as soon as the database can be reached.
    func listen() {
        if isClosed { return }
        do {
            let link = try PostgresLink(address)
            try link.script("LISTEN leadline_changes")
            line = PostgresLine(link, on: executor.queue) { [weak self] in self?.assumeIsolated { $0.receive() } }
        } catch {
            connectLater()
        }
    }

    /// Tells the other nodes of a tenant whose rows have changed.
    func send(_ tenant: TenantID) {
        pending.insert(tenant)
        guard sending == nil else { return }
        sending = Task {
            // Cut short when the store is closed: then nobody is told, and they look by themselves.
            try? await Task.sleep(for: Self.gathering)
            self.flush()
        }
    }

    func close() {
        isClosed = true
        sending?.cancel()
        connecting?.cancel()
        line = nil
    }

    private func flush() {
        sending = nil
        defer { pending = [] }
        guard let line else { return }
        do {
            for tenant in pending {
                try line.link.change("SELECT pg_notify('leadline_changes', $1)", tenant.description)
            }
            // What came in meanwhile was read along with the answers.
            receive()
        } catch {
            dropLine()
        }
    }

    private func receive() {
        guard let words = line?.link.notifications() else { return dropLine() }
        for word in words {
            if let tenant = TenantID(word) { wakes.tell(tenant) }
        }
    }

    private func dropLine() {
        line = nil
        connectLater()
    }

    private func connectLater() {
        connecting?.cancel()
        // A store that nobody holds any more does not go on asking for its database.
        connecting = Task { [weak self] in
            // Cut short when the store is closed.
            try? await Task.sleep(for: Self.pause)
            await self?.listen()
        }
    }
}

/// A connection, and who is called when something comes over it.
private final class PostgresLine {
    let link: PostgresLink
    private let source: any DispatchSourceRead

    init(_ link: PostgresLink, on queue: DispatchQueue, _ arrived: @escaping @Sendable () -> Void) {
        self.link = link
        // A descriptor of its own: it is closed when nobody looks at it any more, which is after the connection's.
        let descriptor = link.copiedSocket()
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler(handler: DispatchWorkItem(block: arrived))
        source.setCancelHandler(handler: DispatchWorkItem { PostgresLink.closeSocket(descriptor) })
        source.resume()
    }

    deinit { source.cancel() }
}
