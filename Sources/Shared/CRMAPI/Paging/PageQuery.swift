/// Which part of a list is asked for.
package struct PageQuery: Hashable, Sendable {
    package static let limits = 1...200
    package static let usualLimit = 50

    package var limit: Int
    package var cursor: Cursor?

    package init(limit: Int = PageQuery.usualLimit, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }

    /// Reads `limit` and `cursor` of a query; every other parameter is passed over.
    package init(_ query: QueryText, of list: Cursor.List) throws(APIErrorBody) {
        let limit = query["limit"].map { Int($0) ?? 0 } ?? Self.usualLimit
        guard Self.limits.contains(limit) else {
            throw APIErrorBody(
                .invalidRequest, errors: [FieldFault("/query/limit", "is no whole number from 1 to 200")])
        }
        self.limit = limit
        guard let text = query["cursor"] else { return }
        guard let cursor = Cursor(text, of: list) else {
            throw APIErrorBody(
                .invalidCursor, errors: [FieldFault("/query/cursor", "is no next_cursor of this list")])
        }
        self.cursor = cursor
    }
}

/// The query of an address, read into names and values.
package struct QueryText: Sendable {
    private let pairs: [(name: String, value: String)]

    /// Reads what stands behind the question mark. Bytes that are no UTF-8 become the replacement character.
    package init(_ text: some StringProtocol) {
        pairs = text.utf8.split(separator: UInt8(ascii: "&")).prefix(100).map { piece in
            let halves = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    /// The first value under `name`.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                output.append(32)
            } else if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                output.append(value)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
