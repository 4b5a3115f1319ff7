package import Messaging

extension InboxStore {
    /// Somebody waits for this. A wish that was given up, or put off, begins anew.
    package func want(_ target: MediaWish.Target, now: Instant) throws(StoreError) {
        try record(MediaWish(target, nextTryAt: now), now: now)
    }

    /// Writes down what became of a try.
    package func record(_ wish: MediaWish, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let insert = try ledger.db.prepared(
                """
                INSERT OR REPLACE INTO media_wish (kind, target, tries, next_at, failure) VALUES (?1, ?2, ?3, ?4, ?5)
                """)
            insert.bind(1, wish.target.kind)
            insert.bind(2, wish.target.id)
            insert.bind(3, wish.tries)
            insert.bind(4, wish.nextTryAt)
            insert.bind(5, wish.failure)
            try insert.run()
        }
    }

    /// Nobody waits for this any longer.
    package func endMediaWish(_ target: MediaWish.Target, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { try $0.endMediaWish(target) }
    }

    /// The wish that is to be fulfilled next.
    package func nextMediaWish() throws(StoreError) -> MediaWish? {
        try read { db in
            let query = try db.prepared(
                """
                SELECT kind, target, tries, next_at, failure FROM media_wish WHERE next_at IS NOT NULL
                ORDER BY next_at, kind, target LIMIT 1
                """)
            return try MediaWish(query)
        }
    }

    /// How it stands with a wish; `nil` when it is fulfilled or nobody has it.
    package func mediaWish(_ target: MediaWish.Target) throws(StoreError) -> MediaWish? {
        try read { db in
            let query = try db.prepared(
                "SELECT kind, target, tries, next_at, failure FROM media_wish WHERE kind = ?1 AND target = ?2")
            query.bind(1, target.kind)
            query.bind(2, target.id)
            return try MediaWish(query)
        }
    }
}

extension Ledger {
    func endMediaWish(_ target: MediaWish.Target) throws {
        let delete = try db.prepared("DELETE FROM media_wish WHERE kind = ?1 AND target = ?2")
        delete.bind(1, target.kind)
        delete.bind(2, target.id)
        try delete.run()
    }
}

extension MediaWish {
    /// Reads the only row of `query`; `nil` when there is none.
    fileprivate init?(_ query: Prepared) throws {
        guard try query.step() else { return nil }
        defer { query.reset() }
        let id = query.int(1)
        self.init(
            query.int(0) == 0 ? .list(MessageID(rawValue: id)) : .content(MediaID(rawValue: id)),
            tries: Int(query.int(2)), nextTryAt: query.instant(3), failure: query.optionalText(4))
    }
}

extension MediaWish.Target {
    fileprivate var kind: Int64 {
        switch self {
        case .list: 0
        case .content: 1
        }
    }

    fileprivate var id: Int64 {
        switch self {
        case .list(let message): message.rawValue
        case .content(let media): media.rawValue
        }
    }
}
