package import Messaging

/// Whose turn it is at our numbers, of all tenants.
package struct LaneQueries {
    let transaction: ServerTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Takes the free lanes that have been due for the longest time, until `lease` is over.
    package func take(limit: Int, lease: Duration) throws -> [SendLane] {
        try connection.all(
            """
            UPDATE send_lanes SET free_at = $2, fence = fence + 1 WHERE (tenant_id, address) IN (
                SELECT tenant_id, address FROM send_lanes WHERE due_at <= $1 AND free_at <= $1
                ORDER BY due_at LIMIT $3\(connection.dialect.skippingLocked))
            RETURNING \(SendLane.columns)
            """, transaction.now, transaction.now + lease, limit)
    }

    /// When the next one can be taken.
    package func next() throws -> Instant? {
        let moment: Instant?? = try connection.value(
            """
            SELECT min(CASE WHEN due_at > free_at THEN due_at ELSE free_at END) FROM send_lanes
            WHERE due_at IS NOT NULL
            """)
        return moment ?? nil
    }
}

/// A tenant's lanes, for whoever holds one of them or has a text for one.
extension OutgoingQueries {
    /// Holds a lane until `moment`. Throws where it was taken from the caller meanwhile, so that nothing is begun.
    package func renew(_ lane: SendLane, until moment: Instant) throws {
        let held = try transaction.connection.change(
            "UPDATE send_lanes SET free_at = $4 WHERE tenant_id = $1 AND address = $2 AND fence = $3",
            transaction.tenant, lane.address, lane.fence, moment)
        if held == 0 { throw LaneTakenAway() }
    }

    /// Gives a lane back, which may be taken again from `moment` on.
    ///
    /// It is held first and looked at then: a text that somebody adds meanwhile has either been seen, or calls for the lane
    /// afterwards.
    package func giveBack(_ lane: SendLane, freeAt moment: Instant) throws {
        try renew(lane, until: moment)
        try transaction.connection.change(
            """
            UPDATE send_lanes SET due_at = (
                SELECT min(first) FROM (
                    SELECT min(due_at) AS first FROM outgoing
                    WHERE tenant_id = $1 AND lane = $2 AND is_bulk = 0 AND due_at IS NOT NULL
                    UNION ALL
                    SELECT min(due_at) AS first FROM outgoing
                    WHERE tenant_id = $1 AND lane = $2 AND is_bulk = 1 AND due_at IS NOT NULL
                ) AS moments)
            WHERE tenant_id = $1 AND address = $2
            """, transaction.tenant, lane.address)
    }

    /// Has a lane looked at when a text of it is due.
    func call(_ lane: String, at moment: Instant) throws {
        try transaction.connection.change(
            """
            INSERT INTO send_lanes (tenant_id, address, due_at, free_at, fence) VALUES ($1, $2, $3, 0, 0)
            ON CONFLICT (tenant_id, address) DO UPDATE SET due_at =
                CASE WHEN send_lanes.due_at < excluded.due_at THEN send_lanes.due_at ELSE excluded.due_at END
            """, transaction.tenant, lane, moment)
    }
}
