internal import Messaging

/// One connection of the pool, on a thread of its own; connects when it is first needed and again when it broke.
actor PostgresConnection {
    private nonisolated let executor: QueueExecutor
    private let address: String
    private let uptime: @Sendable () -> Uptime
    private var link: PostgresLink?
    /// How long to leave the database alone after it could not be reached, and until when.
    private var pause = shortestPause
    private var silentUntil: Uptime?

    private static let shortestPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(5)

    init(_ address: String, number: Int, uptime: @escaping @Sendable () -> Uptime) {
        (self.address, self.uptime) = (address, uptime)
        executor = QueueExecutor(label: "postgres-\(number)")
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Runs `body` in one transaction. Nothing of it has been kept when this throws, unless it throws `undecided`.
    func transact<T: Sendable>(
        _ kind: TransactionKind, _ tenant: TenantScope, _ body: @Sendable (any SQLConnection) throws -> T
    ) throws -> T {
        let link = try begin(Self.opening(kind, tenant))
        do {
            let result = try body(link)
            try commit(link)
            return result
        } catch {
            if link.isBroken {
                self.link = nil
            } else if (error as? TenantStoreError) != .undecided {
                // Where this fails the connection is gone, and the database takes the transaction back by itself.
                do { try link.script("ROLLBACK") } catch { self.link = nil }
            }
            throw error
        }
    }

    func close() { link = nil }

    /// Begins, on a new connection where the database has closed the old one since its last use.
    private func begin(_ opening: String) throws -> PostgresLink {
        if let link, !link.isBroken {
            do {
                try link.script(opening)
                return link
            } catch TenantStoreError.gone {
                self.link = nil
            }
        }
        let link = try connect()
        try link.script(opening)
        self.link = link
        return link
    }

    private func connect() throws -> PostgresLink {
        if let silentUntil, uptime() < silentUntil { throw TenantStoreError.gone(detail: "a moment ago") }
        do {
            let link = try PostgresLink(address)
            try link.script(Self.limits)
            (pause, silentUntil) = (Self.shortestPause, nil)
            return link
        } catch {
            silentUntil = uptime() + pause
            pause = min(pause * 2, Self.longestPause)
            throw error
        }
    }

    private func commit(_ link: PostgresLink) throws {
        do {
            // A transaction in which something failed is answered like this, without an error.
            guard try link.command("COMMIT") == "COMMIT" else {
                throw TenantStoreError.ourFault(detail: "a failed statement was passed over")
            }
        } catch TenantStoreError.gone {
            throw TenantStoreError.undecided
        }
    }

    /// No transaction of ours takes long, and none waits for another one for long.
    private static let limits = """
        SET statement_timeout = 30000; SET lock_timeout = 10000; SET idle_in_transaction_session_timeout = 30000;
        SET default_transaction_isolation = 'read committed'
        """

    private static func opening(_ kind: TransactionKind, _ tenant: TenantScope) -> String {
        let begin =
            switch kind {
            case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            case .writing: "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE"
            }
        // An id is digits and hyphens, so it can stand in the text and saves a way to the database and back.
        return switch tenant {
        case .server: begin
        case .tenant(let id): "\(begin); SET LOCAL leadline.tenant = '\(id)'"
        }
    }
}
