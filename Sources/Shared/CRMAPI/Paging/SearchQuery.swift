/// What messages are searched for.
package struct SearchQuery: Hashable, Sendable {
    package static let limit = 200

    package var text: String
    package var page: PageQuery

    package init(_ query: QueryText) throws(APIErrorBody) {
        guard let text = query["q"], (1...Self.limit).contains(text.unicodeScalars.count), !text.utf8.contains(0) else {
            throw APIErrorBody(
                .invalidRequest, errors: [FieldFault("/query/q", "is no text of 1 to \(Self.limit)")])
        }
        self.text = text
        page = try PageQuery(query, of: .search)
    }

    static let parameters: [BodySchema.Member] = [.init("q", .text(limit: limit))]
}
