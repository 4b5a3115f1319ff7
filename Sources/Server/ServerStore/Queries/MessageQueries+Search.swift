internal import Messaging

/// What is looked for: words that all have to be there, the last one perhaps only begun.
package struct SearchWords: Hashable, Sendable {
    let words: [String]

    /// So many words are looked for; nobody means more.
    private static let most = 16

    package init(_ text: String) {
        words = Array(
            text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }.filter { !$0.isEmpty }
                .prefix(Self.most))
    }

    package var isEmpty: Bool { words.isEmpty }

    /// As FTS5 takes it. Every word is quoted, so that none of them is one of its own.
    func match(_ tenant: TenantID) -> String {
        let quoted = words.enumerated().map { "body : \"\($1)\"\($0 == words.count - 1 ? " *" : "")" }
        return (["tenant : \(Self.word(tenant))"] + quoted).joined(separator: " AND ")
    }

    /// As PostgreSQL takes it.
    func query(_ tenant: TenantID) -> String {
        let quoted = words.enumerated().map { "'\($1)':\($0 == words.count - 1 ? "*" : "")B" }
        return ([Self.word(tenant) + ":A"] + quoted).joined(separator: " & ")
    }

    /// The word that stands for a tenant among those of its messages.
    private static func word(_ tenant: TenantID) -> String { "t" + tenant.description.filter { $0 != "-" } }
}

/// A message that was found, and where the search goes on behind it.
package struct FoundMessage: Hashable, Sendable {
    package let place: Int64
    package let message: TenantMessage
}

extension FoundMessage: SQLRecord {
    static let columns = "place, " + TenantMessage.columns(of: "messages")

    init(_ row: inout SQLRow) throws {
        place = try row.next()
        message = try TenantMessage(&row)
    }
}

extension MessageQueries {
    /// The messages in which all words stand; what came last comes first, from before `before`.
    package func search(_ words: SearchWords, before: Int64 = .max, limit: Int) throws -> [FoundMessage] {
        guard !words.isEmpty else { return [] }
        let (connection, tenant) = (transaction.connection, transaction.tenant)
        switch connection.dialect {
        case .sqlite:
            // What arrived later was written later.
            return try connection.all(
                """
                SELECT search.rowid AS place, \(TenantMessage.columns(of: "messages")) FROM message_search AS search
                JOIN messages ON messages.tenant_id = $1 AND messages.id = search.message
                WHERE message_search MATCH $2 AND search.rowid < $3 ORDER BY search.rowid DESC LIMIT $4
                """, tenant, words.match(tenant), before, limit)
        case .postgres:
            return try connection.all(
                """
                SELECT place, \(TenantMessage.columns(of: "messages")) FROM leadline_search($1, $2, $3, $4)
                JOIN messages ON messages.tenant_id = $1 AND messages.id = found ORDER BY place DESC
                """, tenant, words.query(tenant), before, limit)
        }
    }
}
