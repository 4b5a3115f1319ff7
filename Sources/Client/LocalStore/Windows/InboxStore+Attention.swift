package import Messaging

extension InboxStore {
    /// The lead that passes `filter` and comes first of those who need this attention, or comes after `lead` in their
    /// order (before it, when `backwards`).
    ///
    /// One that does not wait any more, because a person has just answered or is done with it, counts by its place from
    /// before where that is known. With `waitedSince`, what a caller saw before an answer of its own that may or may
    /// not be stored by now, it counts by that.
    package func next(
        _ attention: Attention, within filter: LeadFilter = .everything, after lead: LeadID? = nil,
        who waitedSince: Instant? = nil, backwards: Bool = false
    ) throws(StoreError) -> LeadID? {
        try read { db in
            var place = try lead.flatMap { try LeadReader.place(db, $0.rawValue, column: attention.place) }
            if let waitedSince, attention == .waiting { place?.key = TimePlace.floor(waitedSince) }
            let isFalling = attention.isFalling != backwards
            let passes = FilterSQL(filter, order: attention == .waiting ? .waiting : .activity, first: 4)
            let query = try db.prepared(
                """
                SELECT l.id FROM lead l \(attention.index) WHERE l.flags & \(attention.flag.rawValue) <> 0
                    AND \(attention.condition) AND l.id <> ?2
                    AND (l.\(attention.column), l.id) \(isFalling ? "<" : ">") (?1, ?3)
                    \(passes.quick)\(passes.slow.map { " AND \($0)" } ?? "")
                ORDER BY l.\(attention.column) \(isFalling ? "DESC" : "ASC"), l.id \(isFalling ? "DESC" : "ASC") LIMIT 1
                """)
            query.bind(1, place?.key ?? (isFalling ? Int64.max : Int64.min))
            query.bind(2, lead?.rawValue ?? 0)
            query.bind(3, lead?.rawValue ?? 0)
            passes.bind(to: query)
            let found = try query.firstInt()
            return found > 0 ? LeadID(rawValue: found) : nil
        }
    }
}

extension InboxStore {
    /// The newest message of ours to the lead that did not arrive.
    package func newestFailed(of lead: LeadID) throws(StoreError) -> MessageID? {
        try read { db in
            let query = try db.prepared(
                "SELECT id FROM message WHERE lead_id = ?1 AND kind = ?2 ORDER BY position DESC LIMIT 1")
            query.bind(1, lead.rawValue)
            query.bind(2, MessageKind.failed.rawValue)
            let found = try query.firstInt()
            return found > 0 ? MessageID(rawValue: found) : nil
        }
    }
}

extension Attention {
    fileprivate var flag: LeadFlags {
        switch self {
        case .waiting: .waiting
        case .failed: .failed
        case .unread: .unread
        }
    }

    /// What their order goes by.
    fileprivate var column: String {
        switch self {
        case .waiting: "waiting_key"
        case .failed, .unread: "activity"
        }
    }

    /// A lead's place in that order, also once it needs the attention no longer.
    fileprivate var place: String {
        switch self {
        case .waiting: "iif(waiting_position > 0, waiting_position, waiting_key)"
        case .failed, .unread: "activity"
        }
    }

    fileprivate var isFalling: Bool {
        switch self {
        case .waiting: false
        case .failed, .unread: true
        }
    }

    /// The index of the few leads that may need it, and its own condition, so that SQLite sees that it may be used.
    fileprivate var index: String {
        switch self {
        case .waiting: ""
        case .failed, .unread: "INDEXED BY lead_urgent"
        }
    }

    fileprivate var condition: String {
        switch self {
        case .waiting: "l.waiting_key < \(Int64.max / 2)"
        case .failed, .unread: "l.flags & \(LeadFlags.urgent.rawValue) <> 0"
        }
    }
}
