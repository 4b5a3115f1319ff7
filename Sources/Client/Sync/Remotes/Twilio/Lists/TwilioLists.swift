import LocalStore
package import Messaging

/// Twilio's message lists as a source of news: two for each of our numbers (`ourNumbers`), one of what came to it and one
/// of what left from it.
///
/// The heads of the lists and their history are read apart. How far each list was read stands in its cursor, which is
/// stored with the rows of the page that moved it.
package final class TwilioLists: NewsSource {
    /// Which lists are read, and how many rows a page has.
    package struct Settings: Sendable {
        /// The numbers of the settings. Without any no list is read.
        package var numbers: [PhoneNumber]
        /// The profile's messaging service, whose numbers are read as well.
        package var service: String?
        /// Rows a page: of a quick look, of the first and of thorough ones, and of history.
        package var quickPage = 20
        package var thoroughPage = 100
        package var historyPage = 1000
        /// How many heads are asked for at once where there are more lists than those of one number.
        package var headsAtOnce = 4

        package init(numbers: [PhoneNumber]) { self.numbers = numbers }
    }

    let pages: any ListPages
    let settings: Settings
    let reader: NewsReader

    var round: HeadRound?
    /// Walks that could not go on, each with the place where it does.
    var interrupted: [MessageList: HeadRound.Place] = [:]
    var headSetbacks = Setbacks<MessageList>()
    var pool = PoolWatch()
    /// Whether the present look ends with the service's pool.
    var asksForPool = false
    var historySetbacks = Setbacks<MessageList>()
    var ahead = HeadsAhead()
    /// Whether the last head failed: the next one is asked for alone.
    var isHeadInDoubt = false
    /// The page of a look that is being stored.
    var page: HeadPage?
    var history: ReadAhead?
    /// The list whose history is being read, as it stood when it was asked.
    var reading: ListCursor?
    var whenOver: @Sendable () async -> Void = {}
    var stalled = StalledHistory()
    var search: OutboxSearch?

    /// What is to be known of a page of a list's head once it is stored.
    struct HeadPage {
        let page: RemotePage
        let cutSecond: [RemoteMessage]
    }

    /// How many heads are asked for at once; one after the remote was too busy for more.
    var headsAtOnce: Int

    package init(pages: any ListPages, settings: Settings, reader: NewsReader) {
        (self.pages, self.settings, self.reader) = (pages, settings, reader)
        headsAtOnce = settings.headsAtOnce
    }

    var now: Instant { reader.now() }
    var pace: SyncPace { reader.pace }
    /// The present moment by the remote's clock.
    var remoteNow: Instant { pages.time ?? now }
    /// The cursors of all our lists; a list that was never read has a fresh one.
    func lists() throws(SyncError) -> [ListCursor] {
        let cursors = try storing { try reader.store.cursors() }
        let known = Dictionary(cursors.map { ($0.list, $0) }) { first, _ in first }
        return try ourNumbers().flatMap { number in
            [ListCursor.Side.to, .from].map { side in
                known[MessageList(number: number, side: side)] ?? ListCursor(number: number, side: side)
            }
        }
    }

    package func hurry() {
        pool.hurry()
        headSetbacks.hurry(at: now)
        historySetbacks.hurry(at: now)
    }

    package func moveMoments(by step: Duration) {
        stalled.move(by: step)
        pool.move(by: step)
        headSetbacks.move(by: step)
        historySetbacks.move(by: step)
    }

    package nonisolated(nonsending) func readClock() async throws(SyncError) {
        guard let number = settings.numbers.first else { throw .ourFault(detail: "a profile without a number") }
        _ = try await pages.page(ListCursor(number: number, side: .to).newest(size: 1))
    }

    package nonisolated(nonsending) func conversation(
        of lead: LeadRow, part: Int
    ) async throws(SyncError) -> NewsBatch? {
        guard let ours = lead.ourNumber ?? settings.numbers.first else { return nil }
        let (peer, size) = (lead.address.text, settings.quickPage)
        let both: [PageRequest] = [
            .newest(to: ours.e164, from: peer, size: size), .newest(to: peer, from: ours.e164, size: size),
        ]
        guard both.indices.contains(part) else { return nil }
        return NewsBatch(.single, try await pages.page(both[part]).messages)
    }
}
