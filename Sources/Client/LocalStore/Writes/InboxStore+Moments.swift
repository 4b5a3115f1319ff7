package import Messaging

extension InboxStore {
    /// Somebody has set the machine's clock by `step`, so that it is `now`: the moments that waits end at are moved
    /// along, so that each wait stays as long as it was.
    ///
    /// What a person wrote after the clock was set, between `setAfter` and `now`, has its moments from the new clock.
    /// Without `setAfter` only what lies in the future is of the old one.
    package func moveMoments(by step: Duration, setAfter: Instant?, now: Instant) throws(StoreError) {
        let after = setAfter == nil ? now : Instant(milliseconds: .min)
        try write(.decided, now: now) { ledger in
            try ledger.moveOutbox(by: step, keeping: (setAfter ?? Instant(milliseconds: .min), now))
            for (table, written, moved) in [
                ("status_watch", "since", ["since", "next_at"]), ("media_wish", "next_at", ["next_at"]),
                ("note", "value", ["value"]),
            ] {
                let sets = moved.map { "\($0) = \($0) + ?1" }.joined(separator: ", ")
                let only = table == "note" ? " AND key = 'presence'" : ""
                let move = try ledger.db.prepared(
                    "UPDATE \(table) SET \(sets) WHERE \(written) > ?2\(only)")
                move.bind(1, step.inMilliseconds)
                move.bind(2, after)
                try move.run()
            }
        }
    }

    /// How far the latest moment at which something was written lies in the future: nothing can have been, unless the
    /// clock was set back since.
    package func clockSlip(now: Instant) throws(StoreError) -> Duration {
        let latest = try read { db in
            try db.prepared(
                """
                SELECT max(coalesce((SELECT max(queued_at) FROM outbox WHERE settled_at IS NULL), 0),
                    coalesce((SELECT max(since) FROM status_watch), 0))
                """
            ).firstInt()
        }
        return max(.zero, Instant(milliseconds: latest) - now)
    }
}

extension Ledger {
    /// Moves the moments of texts that wait, but for those that were written between the two of `keeping`.
    fileprivate func moveOutbox(by step: Duration, keeping: (Instant, Instant)) throws {
        let move = try db.prepared(
            """
            UPDATE outbox SET queued_at = queued_at + ?1, due_at = due_at + ?1, next_look_at = next_look_at + ?1
            WHERE settled_at IS NULL AND NOT queued_at BETWEEN ?2 AND ?3
            """)
        move.bind(1, step.inMilliseconds)
        move.bind(2, keeping.0)
        move.bind(3, keeping.1)
        try move.run()
    }
}
