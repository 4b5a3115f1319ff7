internal import GRDB
package import Messaging

extension InboxStore {
    package func media(_ id: MediaID) throws(StoreError) -> MediaRow? {
        try read { db in
            let query = try db.prepared("SELECT \(MediaRows.columns) FROM media WHERE id = ?1")
            query.bind(1, id.rawValue)
            guard try query.step() else { return nil }
            defer { query.reset() }
            return MediaRows.read(query)
        }
    }

    /// What the content of an attachment is asked for by, or `nil` when the remote does not know it.
    package func mediaPlace(_ id: MediaID) throws(StoreError) -> (messageSID: String, sid: String)? {
        try read { db in
            let query = try db.prepared(
                "SELECT m.sid, a.sid FROM media a JOIN message m ON m.id = a.message_id WHERE a.id = ?1")
            query.bind(1, id.rawValue)
            guard try query.step() else { return nil }
            defer { query.reset() }
            guard let message = query.sid(0), let media = query.optionalText(1) else { return nil }
            return (message, media)
        }
    }

    /// Takes in the list of what is attached to a message, in its order.
    package func recordMedia(_ message: MessageID, _ list: [(String, String)], now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            var known = try MediaRows.of(message, ledger.db)
            for (place, item) in list.enumerated() {
                let same = known.firstIndex { $0.externalID == item.0 } ?? known.firstIndex { $0.externalID == nil }
                let change = try ledger.db.prepared(
                    same == nil
                        ? "INSERT INTO media (message_id, place, sid, content_type) VALUES (?1, ?2, ?3, ?4)"
                        : "UPDATE media SET place = ?2, sid = ?3, content_type = ?4 WHERE id = ?1")
                change.bind(1, same.map { known[$0].id.rawValue } ?? message.rawValue)
                change.bind(2, place)
                change.bind(3, item.0)
                change.bind(4, item.1)
                try change.run()
                if let same { known.remove(at: same) }
            }
            try ledger.endMediaWish(.list(message))
            guard let old = try ledger.message(message.rawValue), old.mediaCount < list.count else { return }
            var new = old
            new.mediaCount = list.count
            try ledger.update(old, to: new)
        }
    }

    /// The content of an attachment lies in the cache under its hash.
    package func recordMediaContent(_ id: MediaID, hash: String, size: Int, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let update = try ledger.db.prepared("UPDATE media SET hash = ?2, size = ?3 WHERE id = ?1")
            update.bind(1, id.rawValue)
            update.bind(2, hash)
            update.bind(3, size)
            try update.run()
            let insert = try ledger.db.prepared(
                "INSERT OR REPLACE INTO content (hash, size, used_at) VALUES (?1, ?2, ?3)")
            insert.bind(1, hash)
            insert.bind(2, size)
            insert.bind(3, now)
            try insert.run()
            try ledger.endMediaWish(.content(id))
        }
    }

    /// Somebody looked at a content: it goes last when room is made.
    package func touchContent(_ hash: String, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let update = try ledger.db.prepared("UPDATE content SET used_at = ?2 WHERE hash = ?1")
            update.bind(1, hash)
            update.bind(2, now)
            try update.run()
        }
    }

    /// The contents to remove so that no more than `cap` bytes are kept: those that nobody looked at for longest.
    package func contentsBeyond(_ cap: Int) throws(StoreError) -> [String] {
        try read { db in
            let query = try db.prepared("SELECT hash, size FROM content ORDER BY used_at DESC, hash")
            var kept = 0
            var surplus: [String] = []
            while try query.step() {
                kept += Int(query.int(1))
                if kept > cap { surplus.append(query.text(0)) }
            }
            return surplus
        }
    }

    /// A content is no longer in the cache; it can be fetched again.
    package func forgetContent(_ hash: String, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            for sql in ["DELETE FROM content WHERE hash = ?1", "UPDATE media SET hash = NULL WHERE hash = ?1"] {
                let change = try ledger.db.prepared(sql)
                change.bind(1, hash)
                try change.run()
            }
        }
    }
}
