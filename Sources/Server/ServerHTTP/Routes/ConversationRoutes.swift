internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/conversations`.
extension TenantRoutes {
    func listConversations(_ request: Request) async throws -> ServerAnswer {
        let query = try ConversationsQuery(request.query)
        let user = try Self.caller(of: request).user
        let rows = try await read(request) { office in
            try office.conversations.heads(
                for: user, state: query.state, of: query.leadID,
                after: query.page.cursor.map { ($0.place, TenantConversationID($0.id)) }, limit: query.page.limit + 1)
        }
        let page = PagedRows(rows, query.page.limit)
        let next = page.last.map {
            Cursor(.conversations, place: $0.conversation.lastArrival, id: $0.conversation.id.value)
        }
        return ServerAnswer(PageBody(page.rows.map(ConversationBody.init), next: next).text)
    }

    func readConversation(_ id: TenantConversationID, _ request: Request) async throws -> ServerAnswer {
        let user = try Self.caller(of: request).user
        let body = ConversationBody(try await read(request) { try $0.conversations.find(id, for: user) })
        return ServerAnswer(body.text, headers: ["ETag": VersionTag(body.version).text])
    }

    func changeConversation(_ id: TenantConversationID, _ request: Request) async throws -> ServerAnswer {
        let change = try ConversationBody.Change.read(request.body)
        guard change.labels == ConversationBody.Change.Labels() else {
            throw APIErrorBody(.invalidRequest, errors: [FieldFault("/labels", "are not kept by this server")])
        }
        let wishes = ConversationWishes(change)
        let user = try Self.caller(of: request).user
        let versions = request.versions.map { Set($0.map { Int($0.version) }) }
        return try await self.change(request) { office in
            let granted = try office.conversations.change(id, wishes, ifVersion: versions, for: user)
            let body = ConversationBody.Changed(ConversationBody(granted.row), lost: granted.lost.map(\.rawValue))
            return ServerAnswer(body.text, headers: ["ETag": VersionTag(body.conversation.version).text])
        }
    }

    /// A cursor is a place in the conversation, from which either order goes on.
    func listTalk(_ id: TenantConversationID, _ request: Request) async throws -> ServerAnswer {
        let query = try TalkQuery(request.query)
        let (place, limit) = (query.page.cursor?.place, query.page.limit)
        let rows = try await read(request) { office in
            switch query.order {
            case .newest: try office.messages.newest(in: id, before: place, limit: limit + 1)
            case .oldest: try office.messages.oldest(in: id, after: place, limit: limit + 1)
            }
        }
        return Self.told(PagedRows(rows, limit), of: .conversation)
    }

    static func told(_ page: PagedRows<ToldMessage>, of list: Cursor.List) -> ServerAnswer {
        let next = page.last.map { Cursor(list, place: $0.message.arrival, id: $0.message.id.value) }
        return ServerAnswer(PageBody(page.rows.map(MessageBody.init), next: next).text)
    }
}

extension ConversationWishes {
    init(_ change: ConversationBody.Change) {
        self.init()
        let (wanted, seen) = (change.wanted, change.seen)
        state = FieldWish(firm: wanted.state, over: seen.state)
        snoozedUntil = FieldWish(wanted.snoozedUntil, over: seen.snoozedUntil)
        assignee = FieldWish(wanted.assignee, over: seen.assignee)
        readUpTo = wanted.readUpTo.map { FieldWish($0, over: seen.readUpTo) }
    }
}
