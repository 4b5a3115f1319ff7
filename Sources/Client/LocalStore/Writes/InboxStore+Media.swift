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
    package func mediaPlace(_ id: MediaID) throws(StoreError) -> (message: String, media: String)? {
        try read { db in
            let query = try db.prepared(
                "SELECT m.external_id, a.external_id FROM media a JOIN message m ON m.id = a.message_id WHERE a.id = ?1"
            )
            query.bind(1, id.rawValue)
            guard try query.step() else { return nil }
            defer { query.reset() }
            guard let message = query.externalID(0), let media = query.optionalText(1) else { return nil }
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
                        ? "INSERT INTO media (message_id, place, external_id, content_type) VALUES (?1, ?2, ?3, ?4)"
                        : "UPDATE media SET place = ?2, external_id = ?3, content_type = ?4 WHERE id = ?1")
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
            try ledger.endMediaWish(.content(id))
        }
    }
}
