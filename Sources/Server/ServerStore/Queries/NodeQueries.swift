package import Messaging

/// The server's processes, by their hearts.
package struct NodeQueries {
    let transaction: ServerTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Tells that a node lives, and which keys it has.
    package func beat(_ node: NodeID, keyVersions: [String]) throws {
        try connection.change(
            """
            INSERT INTO nodes (id, started_at, heartbeat_at, key_versions) VALUES ($1, $2, $2, $3)
            ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at, key_versions = excluded.key_versions
            """, node, transaction.now, keyVersions.joined(separator: " "))
    }

    /// Those that have been heard of since a moment.
    package func live(since moment: Instant) throws -> [NodeRecord] {
        try connection.all(
            "SELECT \(NodeRecord.columns) FROM nodes WHERE heartbeat_at >= $1 ORDER BY id", moment)
    }

    /// The last that was heard of any node: after a restore it lies far back.
    package func lastHeartbeat() throws -> Instant? {
        let moment: Instant?? = try connection.value("SELECT max(heartbeat_at) FROM nodes")
        return moment ?? nil
    }

    /// Forgets a node that ends, or those that have long been silent.
    package func remove(_ node: NodeID) throws {
        try connection.change("DELETE FROM nodes WHERE id = $1", node)
    }

    package func removeSilent(since moment: Instant) throws {
        try connection.change("DELETE FROM nodes WHERE heartbeat_at < $1", moment)
    }
}

/// The database as one of its kind.
package struct InstanceQueries {
    let transaction: ServerTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Its name and its epoch, which are made when they are first asked for in a transaction that writes.
    package func find() throws -> InstanceRecord? {
        try connection.first("SELECT \(InstanceRecord.columns) FROM server_instance")
    }

    package func findOrMake() throws -> InstanceRecord {
        let (id, epoch) = (transaction.newUniqueID(), transaction.newUniqueID())
        try connection.change(
            """
            INSERT INTO server_instance (only_row, id, epoch, created_at) VALUES (1, $1, $2, $3)
            ON CONFLICT (only_row) DO NOTHING
            """, id, epoch, transaction.now)
        guard let instance = try find() else { throw TenantStoreError.ourFault(detail: "no instance") }
        return instance
    }

    /// Begins a new epoch: cursors of the one before are void.
    package func beginEpoch() throws -> UniqueID {
        let epoch = transaction.newUniqueID()
        try connection.change("UPDATE server_instance SET epoch = $1", epoch)
        return epoch
    }
}
