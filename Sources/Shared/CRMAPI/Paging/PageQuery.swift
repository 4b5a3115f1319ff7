/// Which part of a list is asked for.
package struct PageQuery: Hashable, Sendable {
    package static let limits = 1...200
    package static let usualLimit = 50
    /// How many messages of the whole tenant a page may have: a first sync reads them all.
    package static let messageLimits = 1...1000

    package var limit: Int
    package var cursor: Cursor?

    package init(limit: Int = PageQuery.usualLimit, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }

    /// Reads `limit` and `cursor` of a query; every other parameter is passed over.
    package init(
        _ query: QueryText, of list: Cursor.List, limits: ClosedRange<Int> = PageQuery.limits
    ) throws(APIErrorBody) {
        limit = try query.integer("limit", in: limits) ?? Self.usualLimit
        guard let text = query["cursor"] else { return }
        guard let cursor = Cursor(text, of: list) else {
            throw APIErrorBody(
                .invalidCursor, errors: [FieldFault("/query/cursor", "is no next_cursor of this list")])
        }
        self.cursor = cursor
    }
}
