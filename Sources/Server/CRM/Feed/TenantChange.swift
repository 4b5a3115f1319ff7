internal import Messaging
package import ServerStore

/// One entity as it is since its last change, with the place of that change.
package struct TenantChange: Hashable, Sendable {
    package enum Record: Hashable, Sendable {
        case user(UserRecord)
        case channel(ChannelRecord)
        case lead(TenantLead)
        case conversation(TenantConversation)
        case message(ToldMessage)
        case optOut(OptOut)
        case readMark(UserReadMark)
    }

    package let number: Int64
    package let record: Record

    /// Whether the feed of `user` tells of it: of marks, everybody's own alone.
    func isTold(to user: UserID) -> Bool {
        switch record {
        case .readMark(let mark): mark.user == user
        case .user, .channel, .lead, .conversation, .message, .optOut: true
        }
    }
}

/// A piece of a tenant's feed.
package struct ChangePage: Hashable, Sendable {
    package var changes: [TenantChange]
    /// From where on to go on.
    package var next: Int64
    /// Whether there was more already.
    package var hasMore: Bool

    /// Up to `limit` changes behind `number`, of whatever kind, in the order in which they were committed.
    init(_ transaction: TenantTransaction, after number: Int64, limit: Int) throws {
        let (feed, end) = (transaction.feed, limit + 1)
        func changes<Row>(
            _ rows: [Change<Row>], _ record: (Row) throws -> TenantChange.Record
        ) throws -> [TenantChange] {
            try rows.map { TenantChange(number: $0.number, record: try record($0.record)) }
        }
        // Numbers are a tenant's, and no two entities have the same.
        var all = try changes(try feed.users(after: number, limit: end)) { .user($0) }
        all += try changes(try feed.channels(after: number, limit: end)) { .channel($0) }
        all += try changes(try feed.leads(after: number, limit: end)) { .lead($0) }
        all += try changes(try feed.conversations(after: number, limit: end)) { .conversation($0) }
        all += try changes(try feed.messages(after: number, limit: end)) {
            .message(try ToldMessage($0, in: transaction))
        }
        all += try changes(try feed.optOuts(after: number, limit: end)) { .optOut($0) }
        all += try changes(try feed.readMarks(after: number, limit: end)) { .readMark($0) }
        all.sort { $0.number < $1.number }
        hasMore = all.count > limit
        self.changes = Array(all.prefix(limit))
        // Behind the last there is nothing, though the numbers of what changed again since lie further back.
        next = hasMore ? self.changes.last?.number ?? number : try feed.last()
    }

    init(emptyAt number: Int64) { (changes, next, hasMore) = ([], number, false) }

    func told(to user: UserID) -> ChangePage {
        var page = self
        page.changes = changes.filter { $0.isTold(to: user) }
        return page
    }
}
