package import Messaging
package import ServerStore

/// A message with its pictures, films and documents.
package struct ToldMessage: Hashable, Sendable {
    package let message: TenantMessage
    package let media: [MediaRecord]

    init(_ message: TenantMessage, in transaction: TenantTransaction) throws {
        self.message = message
        media = message.mediaCount > 0 ? try transaction.messages.media(of: message.id) : []
    }
}

/// What the tenant's leads and we have said.
package struct Correspondence {
    let office: Office
    private var rows: MessageQueries { office.transaction.messages }

    package func find(_ id: TenantMessageID) throws -> ToldMessage {
        guard let found = try rows.find(id) else { throw CRMError.unknown(.message) }
        return try told(found)
    }

    /// In the whole tenant, what came last first, from before `before`.
    package func newest(before: Int64?, limit: Int) throws -> [ToldMessage] {
        try rows.newest(before: before ?? .max, limit: limit).map(told)
    }

    /// In the whole tenant, the messages in which all words stand, what came last first.
    package func search(_ words: SearchWords, before: Int64?, limit: Int) throws -> [(told: ToldMessage, place: Int64)]
    {
        try rows.search(words, before: before ?? .max, limit: limit).map { (try told($0.message), $0.place) }
    }

    /// In one conversation, what came last first, from before `before`.
    package func newest(in talk: TenantConversationID, before: Int64?, limit: Int) throws -> [ToldMessage] {
        try check(talk)
        return try rows.newest(in: talk, before: before ?? .max, limit: limit).map(told)
    }

    /// In one conversation, what came first first, from behind `after`.
    package func oldest(in talk: TenantConversationID, after: Int64?, limit: Int) throws -> [ToldMessage] {
        try check(talk)
        return try rows.list(in: talk, after: after ?? 0, limit: limit).map(told)
    }

    /// What was reported of how far a message has come, the oldest first.
    package func reports(of id: TenantMessageID) throws -> [MessageEvent] {
        guard let found = try rows.find(id) else { throw CRMError.unknown(.message) }
        return try found.externalID.map { try rows.events(of: $0) } ?? []
    }

    private func told(_ message: TenantMessage) throws -> ToldMessage {
        try ToldMessage(message, in: office.transaction)
    }

    private func check(_ talk: TenantConversationID) throws {
        guard try office.transaction.conversations.find(talk) != nil else { throw CRMError.unknown(.conversation) }
    }
}
