internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/changes`.
extension TenantRoutes {
    func listChanges(_ request: Request) async throws -> ServerAnswer {
        let query = try ChangesQuery(request.query)
        let caller = try Self.caller(of: request)
        let told = try await feed.changes(
            of: caller.tenant, for: caller.user, since: TenantFeed.Since(query.since), limit: query.limit,
            wait: .seconds(query.wait))
        // Whoever was suspended while they waited is told nothing more.
        if query.wait > 0, try await !signIn.isStillIn(caller.person) { throw APIErrorBody(.unauthenticated) }
        let items = told.changes.map { ChangesBody.Item($0) { ChannelBody(channels.show($0)) } }
        let next = Cursor(.changes, place: told.next.number, id: told.next.epoch)
        return ServerAnswer(ChangesBody(items, next: next.text, hasMore: told.hasMore).text)
    }
}

extension TenantFeed.Since {
    fileprivate init(_ since: ChangesQuery.Since) {
        self =
            switch since {
            case .beginning: .beginning
            case .now: .now
            case .cursor(let cursor): .place(TenantFeed.Place(epoch: cursor.id, number: cursor.place))
            }
    }
}

extension ChangesBody.Item {
    /// `shown` masks what a channel's row holds.
    fileprivate init(_ change: TenantChange, _ shown: (ChannelRecord) -> ChannelBody) {
        let (id, version, entity): (UniqueID, Int, ChangesBody.Entity) =
            switch change.record {
            case .user(let user): (user.id.value, user.version, .user(UserBody(user)))
            case .channel(let channel):
                (
                    channel.id.value, channel.version,
                    channel.deletedAt == nil ? .channel(shown(channel)) : .gone("channel")
                )
            case .lead(let lead): (lead.id.value, lead.version, .lead(LeadBody(lead)))
            case .conversation(let talk): (talk.id.value, talk.version, .conversation(ConversationBody(talk)))
            case .message(let told): (told.message.id.value, told.message.version, .message(MessageBody(told)))
            case .optOut(let optOut): (optOut.id.value, optOut.version, .optOut(OptOutBody(optOut)))
            case .readMark(let mark): (mark.conversation.value, mark.version, .readMark(ReadMarkBody(mark)))
            }
        self.init(seq: change.number, id: id, version: Int64(version), entity)
    }
}
