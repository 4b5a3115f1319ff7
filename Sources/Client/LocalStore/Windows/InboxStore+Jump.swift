internal import GRDB
package import Messaging

extension InboxStore {
    /// The leads whose name or number the typed letters fit best, the best first; among equals the latest contact.
    package func jump(_ text: String, limit: Int) throws(StoreError) -> [LeadRow] {
        guard let fuzzy = Fuzzy(text) else { return [] }
        return try read { db in
            let query = try db.prepared("SELECT lead_id, words FROM lead_text")
            var best = Best(limit: limit * 4)
            while try query.step() {
                let score = Self.score(fuzzy, query.bytes(1))
                if score > .min { best.add(id: query.int(0), score: score) }
            }
            let rows = try best.sorted.compactMap { found in
                try LeadRows.one(db, id: found.id).map { (row: $0, score: found.score) }
            }
            let epoch = Instant(milliseconds: 0)
            return rows.sorted { one, other in
                (one.score, one.row.lastContactAt ?? epoch) > (other.score, other.row.lastContactAt ?? epoch)
            }.prefix(limit).map(\.row)
        }
    }

    /// The better of the scores of a lead's name and address, which are the first two lines of its words.
    private static func score(_ fuzzy: Fuzzy, _ words: UnsafeRawBufferPointer) -> Int {
        let name = words.firstIndex(of: 10) ?? words.count
        let rest = UnsafeRawBufferPointer(rebasing: words[min(name + 1, words.count)...])
        let address = UnsafeRawBufferPointer(rebasing: rest[..<(rest.firstIndex(of: 10) ?? rest.count)])
        return max(
            fuzzy.score(UnsafeRawBufferPointer(rebasing: words[..<name])) ?? .min, fuzzy.score(address) ?? .min)
    }
}

/// The few best of many, kept while they pass by.
private struct Best {
    private let limit: Int
    private var kept: [(id: Int64, score: Int)] = []
    private var floor = Int.min

    init(limit: Int) { self.limit = limit }

    mutating func add(id: Int64, score: Int) {
        guard kept.count < limit || score > floor else { return }
        kept.append((id, score))
        if kept.count >= limit * 2 { cut() }
    }

    var sorted: [(id: Int64, score: Int)] {
        var copy = self
        copy.cut()
        return copy.kept
    }

    private mutating func cut() {
        kept.sort { $0.score > $1.score }
        kept.removeLast(max(0, kept.count - limit))
        floor = kept.count == limit ? kept.last?.score ?? .min : .min
    }
}
