import LocalStore
import Messaging

/// A server's change feed, and the lists that come before it, as a source of news.
///
/// First it is asked where the feed is now; then for the newest of each list, which the first screen shows, and behind
/// that for the lists to their end. Whatever changes meanwhile is told by the feed, from that place on. Once all is
/// here one request waits at the server for what comes next, and makes way for any other.
final class ServerFeed: NewsSource {
    private let feed: FeedReader
    private let reader: NewsReader
    private var steps: [Step] = []
    private var isSignedIn = false
    private var retryAt: Due?
    private var ahead: FeedAhead?
    private var oldest: Instant?

    /// One request of a look.
    private enum Step: Hashable {
        case signIn
        /// Where the feed is now, from which it is followed later.
        case present
        /// The newest of a list.
        case top(FeedPlace.List)
        case changes
    }

    init(caller: CRMCaller, reader: NewsReader) {
        feed = FeedReader(caller: caller, reader: reader)
        self.reader = reader
    }

    private var now: Instant { reader.now() }

    private func places() throws(SyncError) -> [FeedPlace.List: FeedPlace] {
        let places = try storing { try reader.store.feedPlaces() }
        return Dictionary(places.map { ($0.list, $0) }) { first, _ in first }
    }

    /// The list that is read on.
    private func nextList() throws(SyncError) -> FeedPlace? {
        let places = try places()
        return FeedReader.lists.lazy.compactMap { places[$0] }.first { !$0.isDone }
    }

    // MARK: Looking

    var isLooking: Bool { !steps.isEmpty }

    func beginLook() throws(SyncError) -> Bool {
        if let retryAt, !retryAt.isOver(at: now) { return false }
        retryAt = nil
        steps = try places()[.feed] == nil ? Self.firstSteps : [.changes]
        if !isSignedIn { steps.insert(.signIn, at: 0) }
        return true
    }

    var lookPart: String { "server" }
    var retryDue: Due? { retryAt }
    func silence() -> SilentNumbers? { nil }

    func putOff(_ part: String, until moment: Instant) {
        steps = []
        retryAt = .at(moment)
    }

    func hurry() { retryAt = nil }
    func moveMoments(by step: Duration) { retryAt = retryAt?.moved(by: step) }

    nonisolated(nonsending) func look() async throws(SyncError) -> NewsBatch {
        guard let step = steps.first else { throw .ourFault(detail: "a look without an aim") }
        var answer = FeedReader.Answer(batch: emptyBatch)
        switch step {
        case .signIn:
            try await signIn()
            answer.batch.readAt = feed.caller.time ?? now
        case .present: answer.batch = try await feed.present()
        case .top(let list): answer.batch = try await feed.top(of: list)
        case .changes: answer = try await changes()
        }
        // Whoever was interrupted has been put off meanwhile, and where all begins anew other steps come first.
        if steps.first == step, !answer.hasMore { steps.removeFirst() }
        return NewsBatch(served: answer.batch)
    }

    func noteLook(_ report: CommitReport) throws(SyncError) -> NewsBatch? { nil }

    nonisolated(nonsending) func signIn() async throws(SyncError) {
        if isSignedIn { return }
        try await feed.signIn()
        isSignedIn = true
    }

    private nonisolated(nonsending) func changes() async throws(SyncError) -> FeedReader.Answer {
        guard let since = try places()[.feed]?.next else { throw .ourFault(detail: "a feed without a place") }
        do throws(SyncError) {
            return try await feed.changes(since: since)
        } catch {
            try beginAnew(after: error)
            return FeedReader.Answer(batch: emptyBatch)
        }
    }

    /// The server was put back, or does not know any more how far we are: the look goes on with all of it, and nothing
    /// is taken away. Any other error is thrown.
    private func beginAnew(after error: SyncError) throws(SyncError) {
        guard case .gone = error else { throw error }
        reader.log("the feed has begun anew")
        try storing { try reader.store.beginFeedAnew(now: now) }
        steps = Self.firstSteps
    }

    private static let firstSteps = [Step.present] + FeedReader.lists.map { Step.top($0) }

    // MARK: The lists, and what comes next

    func historyDue() throws(SyncError) -> Due? {
        guard try places()[.feed] != nil else { return nil }
        return try nextList() == nil ? nil : .atOnce
    }

    /// Whether all is here, and the server can be waited at for what comes next.
    func isFollowing() throws(SyncError) -> Bool {
        guard isSignedIn, !isLooking, try places()[.feed] != nil else { return false }
        return try nextList() == nil
    }

    nonisolated(nonsending) func askForHistory(
        whenOver: @escaping @Sendable () async -> Void
    ) async throws(SyncError) {
        guard ahead == nil else { return }
        let feed = feed
        if let list = try nextList() {
            ahead = FeedAhead(whenOver) { () async throws(SyncError) in try await feed.page(of: list) }
        } else if let since = try places()[.feed]?.next {
            ahead = FeedAhead(whenOver) { () async throws(SyncError) in
                try await feed.changes(since: since, wait: Self.wait)
            }
        }
    }

    var hasHistory: Bool { ahead == nil || ahead?.result != nil }

    func takeHistory() throws(SyncError) -> NewsBatch? {
        guard let result = ahead?.result else { return nil }
        ahead = nil
        do throws(SyncError) {
            let answer = try result.get()
            oldest = answer.oldest ?? oldest
            return NewsBatch(served: answer.batch)
        } catch {
            try beginAnew(after: error)
            return nil
        }
    }

    func noteHistoryStored() {}

    nonisolated(nonsending) func freeLine() async {
        guard let ahead, ahead.result == nil else { return }
        await ahead.giveUp()
        self.ahead = nil
    }

    func close() {
        ahead?.cancel()
        ahead = nil
    }

    func startAfresh() {
        close()
        steps = []
    }

    func historyReach() throws(SyncError) -> HistoryReach {
        guard try places()[.feed] != nil else { return .unknown }
        if try nextList() == nil { return .complete }
        return oldest.map { .back(to: $0) } ?? .unknown
    }

    /// The longest that the server holds an answer.
    private static let wait = Duration.seconds(25)

    // MARK: What lists at Twilio are asked for, and a feed need not be

    nonisolated(nonsending) func conversation(of lead: LeadRow, part: Int) async throws(SyncError) -> NewsBatch? {
        nil
    }

    private(set) var searched: MessageID?

    /// What the server has taken it tells, by the name that the text has here: so all is read that it has to tell.
    nonisolated(nonsending) func search(for entry: OutboxEntry) async throws(SyncError) -> SearchPart {
        try await signIn()
        guard try nextList() == nil, try places()[.feed] != nil else {
            return SearchPart(batch: NewsBatch(served: emptyBatch), outcome: .inconclusive)
        }
        let places = try places()
        let answer = try await changes()
        searched = answer.hasMore ? entry.id : nil
        let isAnew = try self.places()[.feed] != places[.feed]
        let end: SearchPart.Outcome = isAnew ? .inconclusive : .complete
        return SearchPart(batch: NewsBatch(served: answer.batch), outcome: answer.hasMore ? .goesOn : end)
    }

    func endSearch() { searched = nil }

    private var emptyBatch: ServedBatch { ServedBatch(isNews: false, readAt: feed.caller.time ?? now) }

    nonisolated(nonsending) func readClock() async throws(SyncError) { _ = try await feed.caller.me() }
}
