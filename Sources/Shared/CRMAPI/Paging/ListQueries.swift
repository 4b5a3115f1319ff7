package import Messaging

/// Which leads are asked for, and in what order.
package struct LeadsQuery: Hashable, Sendable {
    package enum Sort: String, CaseIterable, Sendable {
        /// Whoever was in contact last comes first.
        case recent
        /// Those who wait for an answer alone, whoever has waited longest first.
        case waiting
    }

    package var sort = Sort.recent
    package var state: LeadState?
    /// Whether there is something that the caller has not read.
    package var isUnread: Bool?
    package var isWaiting: Bool?
    /// How the number, or a word of the name, begins.
    package var prefix: String?
    package var page = PageQuery()

    package init() {}

    package init(_ query: QueryText) throws(APIErrorBody) {
        sort = try query.word("sort") ?? .recent
        state = try query.word("state")
        isUnread = try query.flag("unread")
        isWaiting = try query.flag("waiting")
        if let text = query["q"], !VisibleText.isBlank(text) {
            guard text.unicodeScalars.count <= 100, !text.utf8.contains(0) else {
                throw APIErrorBody(.invalidRequest, errors: [FieldFault("/query/q", "is no text of 1 to 100")])
            }
            prefix = text
        }
        page = try PageQuery(query, of: list)
    }

    /// The list in which its cursors lead.
    package var list: Cursor.List {
        switch sort {
        case .recent: .leads
        case .waiting: .waitingLeads
        }
    }

    static let parameters: [BodySchema.Member] = [
        .optional("sort", .words(of: Sort.self)), .optional("state", .words(of: LeadState.self)),
        .optional("unread", .flag), .optional("waiting", .flag), .optional("q", .text(limit: 100)),
    ]
}

/// Which conversations are asked for; where something was said last comes first.
package struct ConversationsQuery: Hashable, Sendable {
    package var state: LeadState?
    package var leadID: TenantLeadID?
    package var page: PageQuery

    package init(_ query: QueryText) throws(APIErrorBody) {
        state = try query.word("state")
        leadID = try query.identifier("lead_id")
        page = try PageQuery(query, of: .conversations)
    }

    static let parameters: [BodySchema.Member] = [
        .optional("state", .words(of: LeadState.self)), .optional("lead_id", .uuid),
    ]
}

/// Which messages of a conversation are asked for. A cursor is a place in the conversation, from which both orders go on.
package struct TalkQuery: Hashable, Sendable {
    package enum Order: String, CaseIterable, Sendable { case newest, oldest }

    package var order: Order
    package var page: PageQuery

    package init(_ query: QueryText) throws(APIErrorBody) {
        order = try query.word("order") ?? .newest
        page = try PageQuery(query, of: .conversation)
    }

    static let parameters: [BodySchema.Member] = [.optional("order", .words(of: Order.self))]
}

/// From where on the change feed is asked for, and how long it may wait for something.
package struct ChangesQuery: Hashable, Sendable {
    package enum Since: Hashable, Sendable {
        /// All there is.
        case beginning
        /// Nothing but where the feed is now.
        case now
        case cursor(Cursor)
    }

    package static let limits = 1...1000
    package static let usualLimit = 200
    package static let waits = 0...25

    package var since: Since
    package var limit: Int
    /// Seconds.
    package var wait: Int

    package init(_ query: QueryText) throws(APIErrorBody) {
        limit = try query.integer("limit", in: Self.limits) ?? Self.usualLimit
        wait = try query.integer("wait", in: Self.waits) ?? 0
        switch query["since"] {
        case nil:
            throw APIErrorBody(
                .invalidRequest, errors: [FieldFault("/query/since", "is needed: 0, now, or a cursor of the feed")])
        case "0": since = .beginning
        case "now": since = .now
        case let text?:
            guard let cursor = Cursor(text, of: .changes) else {
                throw APIErrorBody(.invalidCursor, errors: [FieldFault("/query/since", "is no cursor of the feed")])
            }
            since = .cursor(cursor)
        }
    }

    /// The query that asks since what an answer called `next`, since `0` or `now`.
    package static func text(since: String, limit: Int = usualLimit, wait: Int = 0) -> String {
        QueryText.text([("since", since), ("limit", String(limit)), ("wait", String(wait))])
    }

    static let parameters: [BodySchema.Member] = [
        .init("since", .text(limit: 1024)), .optional("limit", .integer(limits)), .optional("wait", .integer(waits)),
    ]
}
