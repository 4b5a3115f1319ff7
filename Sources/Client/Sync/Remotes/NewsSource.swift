package import LocalStore
package import Messaging

/// Where a remote's messages are read from: what is new, what is old, and what became of a text of ours.
///
/// A source belongs to one engine and works where that works. It decides what is asked for next and keeps its own
/// place; what it brings is a `NewsBatch`, which the engine stores. Whose messages they are and how they are listed is
/// the source's affair. Each call that waits is one request.
package protocol NewsSource: AnyObject {
    /// Whether a look for news has begun and is not over.
    var isLooking: Bool { get }
    /// Begins a look for news; `false` when there is nothing to look at. What was put off and may not be tried again yet
    /// is left out.
    func beginLook() throws(SyncError) -> Bool
    /// The name of the part that `look` reads next.
    var lookPart: String { get }
    /// When a part that could not be read, and was put off, may be tried again; `nil` when none was.
    var retryDue: Due? { get }
    /// The numbers of ours whose news could not be had for a while; `nil` where all can be.
    func silence() -> SilentNumbers?
    /// Leaves the part alone until `moment`, and goes on without it where it is the next one.
    func putOff(_ part: String, until moment: Instant)
    /// Somebody asks for news: what was put off may be tried at once.
    func hurry()
    /// The machine's clock was set by `step`.
    func moveMoments(by step: Duration)
    /// Reads the next part of the look. A part that fails is put off, and the look goes on with the others.
    nonisolated(nonsending) func look() async throws(SyncError) -> NewsBatch
    /// What the store made of that part. Returns what else is to be written down.
    func noteLook(_ report: CommitReport) throws(SyncError) -> NewsBatch?

    /// From when the next part of history may be read, or `nil` when all of it is here.
    func historyDue() throws(SyncError) -> Due?
    /// Asks for the next part of history, unless that is on its way. It comes beside other work; `whenOver` is called
    /// when it is there.
    nonisolated(nonsending) func askForHistory(
        whenOver: @escaping @Sendable () async -> Void
    ) async throws(SyncError)
    /// Whether `takeHistory` has something to give.
    var hasHistory: Bool { get }
    /// The part of history that came; `nil` while it is awaited.
    func takeHistory() throws(SyncError) -> NewsBatch?
    /// The part that was taken is stored.
    func noteHistoryStored()
    /// Makes way for another request. What has come already is kept.
    nonisolated(nonsending) func freeLine() async
    /// Gives up what is on its way, for good.
    func close()
    /// The same, and forgets how far it has come: another process may read on.
    func startAfresh()
    /// Whether news are waited for between looks: they are asked for, and taken, as history is.
    func isFollowing() throws(SyncError) -> Bool
    /// How much of history is here.
    func historyReach() throws(SyncError) -> HistoryReach

    /// Reads one part of the newest of a lead's conversation, beginning with 0; `nil` behind the last.
    nonisolated(nonsending) func conversation(of lead: LeadRow, part: Int) async throws(SyncError) -> NewsBatch?

    /// The text of ours that is being looked for.
    var searched: MessageID? { get }
    /// Reads the next part of the look for a text whose outcome is unknown.
    nonisolated(nonsending) func search(for entry: OutboxEntry) async throws(SyncError) -> SearchPart
    /// Ends the look; the next one begins anew.
    func endSearch()

    /// Makes sure that it is this mirror's remote, and its person, that something is told to.
    nonisolated(nonsending) func signIn() async throws(SyncError)

    /// Asks for as little as there is, for the sake of the remote's clock.
    nonisolated(nonsending) func readClock() async throws(SyncError)
}

extension NewsSource {
    /// Most remotes have to be asked.
    package func isFollowing() throws(SyncError) -> Bool { false }

    /// Whose account it is stands in every request to most.
    package nonisolated(nonsending) func signIn() async throws(SyncError) {}
}

/// What a source needs of its engine.
package struct NewsReader: Sendable {
    package var store: InboxStore
    package var pace: SyncPace
    /// How far back history is fetched, or `nil` for all of it.
    package var historyDays: Int?
    package var now: @Sendable () -> Instant
    /// A number in 0 ..< 1.
    package var random: @Sendable () -> Double
    /// How the addresses of messages whose leads are new are written for people.
    package var display: @Sendable ([RemoteMessage]) throws(SyncError) -> [PeerAddress: String]
    /// The same for addresses that are known to be new.
    package var displayOf: @Sendable (Set<PeerAddress>) -> [PeerAddress: String]
    /// A line for the log, without text, whole numbers or secrets.
    package var log: @Sendable (String) -> Void

    package init(
        store: InboxStore, pace: SyncPace, historyDays: Int?, now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable () -> Double,
        display: @escaping @Sendable ([RemoteMessage]) throws(SyncError) -> [PeerAddress: String],
        displayOf: @escaping @Sendable (Set<PeerAddress>) -> [PeerAddress: String] = { _ in [:] },
        log: @escaping @Sendable (String) -> Void
    ) {
        (self.store, self.pace, self.historyDays) = (store, pace, historyDays)
        (self.now, self.random, self.display, self.log) = (now, random, display, log)
        self.displayOf = displayOf
    }
}

/// What a source brings to be stored in one transaction: messages, and the place from where it goes on, which only the
/// source can read.
package struct NewsBatch: Sendable {
    package var messages: [RemoteMessage] = []
    /// Rows that are stored only where they turn out to be a message of ours whose answer got lost.
    package var strays: [RemoteMessage] = []
    package var cursor: ListCursor?
    /// What a server told; there is nothing else in the batch then.
    package var served: ServedBatch?
    package var origin: Batch.Origin
    /// When it was asked for, by the remote's clock.
    package var askedAt: Instant?
    /// How addresses are written, where that was found out beforehand.
    package var display: [PeerAddress: String]?
    /// Whether the remote answered: otherwise the batch only moves the place.
    package var isAnswer = true

    package init(_ origin: Batch.Origin, _ messages: [RemoteMessage] = [], cursor: ListCursor? = nil) {
        (self.origin, self.messages, self.cursor) = (origin, messages, cursor)
    }

    package init(served: ServedBatch) {
        self.init(served.isNews ? .head : .backfill)
        self.served = served
    }
}

/// One part of the look for a text whose outcome is unknown.
package struct SearchPart: Sendable {
    /// What the part means for the look, where it did not settle the text.
    package enum Outcome: Hashable, Sendable {
        case goesOn
        /// Everything that could be the text was read.
        case complete
        /// The look led nowhere and says nothing.
        case inconclusive
    }

    package var batch: NewsBatch
    package var outcome: Outcome
}

/// How far back the mirror is complete.
package enum HistoryReach: Hashable, Sendable {
    case unknown
    /// Nothing is missing from here on.
    case back(to: Instant)
    case complete
}
