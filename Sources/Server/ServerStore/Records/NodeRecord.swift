package import Messaging

/// One server process that runs, or ran until its heart stopped.
package struct NodeRecord: Hashable, Sendable {
    package let id: NodeID
    package let startedAt: Instant
    package let heartbeatAt: Instant
    /// The versions of the key that it can open seals with.
    package let keyVersions: [String]
}

extension NodeRecord: SQLRecord {
    static let columns = "id, started_at, heartbeat_at, key_versions"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        startedAt = try row.next()
        heartbeatAt = try row.next()
        let words: String = try row.next()
        keyVersions = words.split(separator: " ").map(String.init)
    }
}

/// The database as one of its kind: its name for good, and the epoch, which changes when it was restored.
package struct InstanceRecord: Hashable, Sendable {
    package let id: UniqueID
    package let epoch: UniqueID
    package let createdAt: Instant
}

extension InstanceRecord: SQLRecord {
    static let columns = "id, epoch, created_at"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        epoch = try row.next()
        createdAt = try row.next()
    }
}
