internal import GRDB
package import Messaging

/// One thing that changed in the mirror.
package struct NewsItem: Hashable, Sendable {
    package var lead: LeadID
    /// The message that is new or changed, or `nil` where something about the lead did.
    package var message: MessageID?
    package var isNew: Bool
}

/// What changed since a place in the order of changes, and the place to go on from.
package struct NewsPage: Hashable, Sendable {
    package var items: [NewsItem]
    package var end: Int64
    /// Whether changes before these are no longer known, because nobody looked for too long.
    package var hasGap: Bool
}

extension InboxStore {
    /// The place behind everything that has changed so far.
    package func newsEnd() throws(StoreError) -> Int64 {
        try read { try $0.prepared("SELECT max(id) FROM news").firstInt() }
    }

    /// What changed after a place, in order, whichever process did it.
    package func news(after place: Int64, limit: Int = 1000) throws(StoreError) -> NewsPage {
        try read { db in
            var page = NewsPage(items: [], end: place, hasGap: false)
            let query = try db.prepared(
                "SELECT id, lead_id, message_id, is_new FROM news WHERE id > ?1 ORDER BY id LIMIT ?2")
            query.bind(1, place)
            query.bind(2, limit)
            while try query.step() {
                if page.items.isEmpty { page.hasGap = query.int(0) > place + 1 }
                let message = query.int(2)
                page.items.append(
                    NewsItem(
                        lead: LeadID(rawValue: query.int(1)),
                        message: message == 0 ? nil : MessageID(rawValue: message),
                        isNew: query.int(3) == 1))
                page.end = query.int(0)
            }
            return page
        }
    }
}
