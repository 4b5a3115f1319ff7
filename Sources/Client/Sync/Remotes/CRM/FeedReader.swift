import CRMAPI
import LocalStore
import Messaging

/// Asks a server for parts of its feed and its lists, as batches to be stored.
///
/// It has no state, so that a part can be on its way while other work is done.
struct FeedReader: Sendable {
    let caller: CRMCaller
    let reader: NewsReader

    /// What one request brought.
    struct Answer: Sendable {
        var batch: ServedBatch
        /// Whether there is more at once.
        var hasMore = false
        /// The oldest message of a page.
        var oldest: Instant?
    }

    /// What is read behind the first screen, in this order: whose it is has to be here before a message.
    static let lists: [FeedPlace.List] = [.blocks, .leads, .conversations, .messages]

    /// Who the token is. A mirror belongs to one user of one tenant.
    func signIn() async throws(SyncError) {
        let me = try await caller.me()
        guard me.mayRead else {
            throw .credentials(reason: "This token may not read the inbox. Ask for one with the scope read.")
        }
        try storing { try reader.store.claim(for: "\(me.tenant)/\(me.id)", now: reader.now()) }
    }

    /// Where the feed is now. All lists are read from their beginning after that.
    func present() async throws(SyncError) -> ServedBatch {
        let answer: ChangesBody = try await caller.read(.changes, ChangesQuery.text(since: "now", limit: 1))
        var batch = made(isNews: false)
        batch.places = [FeedPlace(.feed, next: answer.next)] + Self.lists.map { FeedPlace($0, next: nil) }
        return batch
    }

    /// What changed since the place that an answer named. The server holds an answer without changes for `wait`.
    func changes(since: String, wait: Duration = .zero) async throws(SyncError) -> Answer {
        let query = ChangesQuery.text(since: since, limit: 1000, wait: Int(wait.components.seconds))
        let answer: ChangesBody = try await caller.read(.changes, query, wait: wait)
        var batch = made(isNews: true)
        for item in answer.items { batch.add(item) }
        batch.places = [FeedPlace(.feed, next: answer.next)]
        return Answer(batch: try await completed(batch), hasMore: answer.hasMore)
    }

    /// The newest of a list, from whose place nothing is read on.
    func top(of list: FeedPlace.List) async throws(SyncError) -> ServedBatch {
        var batch = try await page(of: FeedPlace(list, next: nil), size: 100).batch
        batch.places = []
        return batch
    }

    /// The next page of a list.
    func page(of place: FeedPlace) async throws(SyncError) -> Answer {
        try await page(of: place, size: place.list == .messages ? 1000 : 200)
    }

    private func page(of place: FeedPlace, size: Int) async throws(SyncError) -> Answer {
        var batch = made(isNews: false)
        var oldest: Instant?
        var next: String?
        switch place.list {
        case .blocks:
            let page: ReceivedPage<OptOutBody> = try await caller.page(.listOptOuts, place.next, limit: size)
            for block in page.items { batch.add(block) }
            next = page.next
        case .leads:
            let page: ReceivedPage<LeadBody> = try await caller.page(.listLeads, place.next, limit: size)
            for lead in page.items { batch.add(lead) }
            next = page.next
        case .conversations:
            let page: ReceivedPage<ConversationBody> = try await caller.page(
                .listConversations, place.next, limit: size)
            for conversation in page.items { batch.add(conversation) }
            next = page.next
        case .messages:
            let page: ReceivedPage<MessageBody> = try await caller.page(.listMessages, place.next, limit: size)
            for message in page.items { batch.add(message) }
            oldest = page.items.last?.moment
            next = page.next
            // What is older than that is not kept here.
            if let oldest, oldest < (caller.time ?? reader.now()) - .seconds(days * 86_400) { next = nil }
        case .feed: throw .ourFault(detail: "the feed has no pages")
        }
        batch.places = [FeedPlace(place.list, next: next, isDone: next == nil)]
        return Answer(batch: try await completed(batch), oldest: oldest)
    }

    private var days: Int { reader.historyDays ?? Self.usualDays }
    static let usualDays = 90

    private func made(isNews: Bool) -> ServedBatch {
        ServedBatch(isNews: isNews, readAt: caller.time ?? reader.now())
    }

    /// Adds the conversations and leads that are neither here nor in the batch: what was told of their messages came
    /// before their own list was read so far, or before its change.
    private func completed(_ batch: ServedBatch) async throws(SyncError) -> ServedBatch {
        var batch = batch
        let named = Set(batch.messages.map(\.conversation) + batch.marks.map(\.conversation))
        let conversations = named.subtracting(batch.conversations.map(\.id))
        for id in try storing({ try reader.store.unknown(conversations) }).sorted() {
            if let found: ConversationBody = try await one(.readConversation(id)) { batch.add(found) }
        }
        let leads = Set(batch.conversations.map(\.lead)).subtracting(batch.leads.map(\.id))
        for id in try storing({ try reader.store.unknown(leads) }).sorted() {
            if let found: LeadBody = try await one(.readLead(id)) { batch.add(found) }
        }
        let strangers = try storing { try reader.store.strangers(among: Set(batch.leads.map(\.address))) }
        if !strangers.isEmpty { batch.display = reader.displayOf(strangers) }
        return batch
    }

    /// One object; `nil` where it is gone by now, and so is what belonged to it.
    private func one<Body: AnswerBody>(_ route: Route) async throws(SyncError) -> Body? {
        do throws(SyncError) {
            return try await caller.read(route)
        } catch {
            if case .gone = error { return nil }
            throw error
        }
    }
}
