import LocalStore
import Messaging
import Sync
import Synchronization
import TestSupport

/// What becomes of one send.
enum SendFate: Sendable {
    case accepted
    /// The request is lost, or its answer is.
    case lostBefore, lostAfter
    case busy(after: Duration?)
    case unreachable
    case rejected(code: Int)
    case gone
}

/// What else than a page is asked for.
enum Service: Sendable {
    case message, media, price
}

/// A remote in memory with lists as Twilio has them: filtered by number, newest first, in pages that name the next one.
///
/// It does what it is told: loses answers, is busy, forgets where a page went on. Everything asked of it is written
/// down.
final class ScriptedRemote: Remote, ListPages {
    struct State {
        var messages: [RemoteMessage] = []
        /// The messaging service's pool, how often it was asked for, and what that ends with.
        var pool: [PhoneNumber] = []
        var poolRequests = 0
        var poolFault: SyncError?
        /// The number of the pool that a text leaves from which names none, a second after it was taken.
        var poolSender: PhoneNumber?
        var requests: [PageRequest] = []
        var fetches: [String] = []
        var sends: [String] = []
        var fates: [SendFate] = []
        var faults: [SyncError] = []
        /// Decides for a page that is asked for whether it fails, after it was written down.
        var pageFault: (@Sendable (State, PageRequest) -> SyncError?)?
        /// What every request for one message, for media or for their list ends with.
        var messageFault, mediaFault, priceFault: SyncError?
        /// The countries whose price was asked for, and what they cost.
        var priceRequests: [String] = []
        var listPrice: Price?
        /// Whether a page that is asked for comes only when its request is given up.
        var pageStalls: (@Sendable (State, PageRequest) -> Bool)?
        /// What never answers: a request for it ends when it is given up.
        var silent: Set<Service> = []
        /// Called when a text was handed over, before it is answered.
        var whenSent: (@Sendable () -> Void)?
        /// Whether texts that are handed over are kept without an answer for now.
        var keepsTexts = false
        /// What a request for ends without an answer after half a minute.
        var slow: Set<Service> = []
        var mediaRequests = 0
        /// Pages that hang, and requests that were made beside one.
        var hanging = 0
        var overlaps = 0
        var minted = 0
        /// Whether the remote makes no second message of a text that is handed over again.
        var mayRepeat = false
        var offset: Duration? = .zero
        /// Pages whose address is not taken any longer.
        var forgetsPages = false
        /// Whether the row is deleted, before the page is answered, that the page goes on behind.
        var deletesAnchor: (@Sendable (State, PageRequest) -> Bool)?
        /// Whether a page is empty whose anchor was deleted, as the remote then gives it.
        var losesPlaces = false
        /// The message that a text which was taken is answered with, where that is another, mixed up on its way.
        var answersWith: String?
        /// Whether every page has a row that cannot be read.
        var hasUnreadable = false
        /// Where a page's successor is replaced by another.
        var nextPage: [String: String] = [:]
        /// Called before a page is answered: the world goes on meanwhile.
        var meanwhile: (@Sendable (inout State) -> Void)?
        /// How a sent message fares, by seconds since it was taken.
        var progress: [(after: Duration, status: DeliveryState)] = []
    }

    let clock: HandClock
    let state: Mutex<State>
    private let lists: TwilioLists.Settings

    /// The pages that do not come, and the texts that are sent, as they are asked for.
    let stalled: AsyncStream<PageRequest>
    let taken: AsyncStream<String>
    private let stalling: AsyncStream<PageRequest>.Continuation
    private let taking: AsyncStream<String>.Continuation

    init(clock: HandClock, numbers: [PhoneNumber] = [People.desk], service: String? = nil) {
        self.clock = clock
        var lists = TwilioLists.Settings(numbers: numbers)
        lists.service = service
        (lists.quickPage, lists.thoroughPage, lists.historyPage) = (3, 5, 10)
        self.lists = lists
        (stalled, stalling) = AsyncStream.makeStream()
        (taken, taking) = AsyncStream.makeStream()
        state = Mutex(State())
    }

    var time: Instant? { state.withLock { $0.offset }.map { clock.steady + $0 } }
    var sureTime: Instant? { time }

    func news(for reader: NewsReader) -> sending any NewsSource {
        TwilioLists(pages: self, settings: lists, reader: reader)
    }

    func mayRepeat(_ entry: OutboxEntry) -> Bool { state.withLock { $0.mayRepeat } }

    func page(_ request: PageRequest) async throws(SyncError) -> RemotePage {
        clock.advance(.milliseconds(100))
        if state.withLock({ $0.pageStalls?($0, request) == true }) { try await stall(request) }
        return try locked { (state) throws(SyncError) in
            state.requests.append(request)
            if !state.faults.isEmpty { throw state.faults.removeFirst() }
            if let fault = state.pageFault?(state, request) { throw fault }
            if let meanwhile = state.meanwhile {
                state.meanwhile = nil
                meanwhile(&state)
            }
            let place = PagePlace(request)
            if place.after != nil, state.forgetsPages { throw .gone }
            state.advance(to: clock.steady)
            if state.deletesAnchor?(state, request) == true, let anchor = place.after {
                state.messages.removeAll { $0.externalID == anchor }
            }
            var page = state.page(at: place)
            page.hasUnreadable = state.hasUnreadable
            return page
        }
    }

    func numbers(ofService service: String) async throws(SyncError) -> [PhoneNumber] {
        clock.advance(.milliseconds(100))
        return try locked { (state) throws(SyncError) in
            state.poolRequests += 1
            if let fault = state.poolFault { throw fault }
            return state.pool
        }
    }

    func rows() -> [RemoteMessage] { state.withLock { $0.messages } }

    func message(_ externalID: String) async throws(SyncError) -> RemoteMessage {
        clock.advance(.milliseconds(100))
        state.withLock { $0.fetches.append(externalID) }
        try await hang(.message)
        return try locked { (state) throws(SyncError) in
            if let fault = state.messageFault { throw fault }
            if !state.faults.isEmpty { throw state.faults.removeFirst() }
            state.advance(to: clock.steady)
            guard let message = state.messages.first(where: { $0.externalID == externalID }) else { throw .gone }
            return message
        }
    }

    func send(_ entry: OutboxEntry, to place: ServedPlace?) async throws(SyncError) -> HandedOver {
        .taken(try await take(entry))
    }

    private func take(_ entry: OutboxEntry) async throws(SyncError) -> RemoteMessage {
        clock.advance(.milliseconds(100))
        defer { taking.yield(entry.body) }
        if state.withLock({ $0.keepsTexts }) {
            state.withLock { $0.hanging += 1 }
            while state.withLock({ $0.keepsTexts }) { await Task.yield() }
            state.withLock { $0.hanging -= 1 }
        }
        state.withLock { $0.whenSent }?()
        return try locked { (state) throws(SyncError) in
            state.sends.append(entry.body)
            let fate = state.fates.isEmpty ? SendFate.accepted : state.fates.removeFirst()
            switch fate {
            case .accepted:
                let taken = state.take(entry, at: clock.steady, entry.sendAt == nil ? .queued : .scheduled)
                return state.messages.first { $0.externalID == state.answersWith } ?? taken
            case .lostAfter:
                _ = state.take(entry, at: clock.steady, .queued)
                throw .outcomeUnknown(detail: "cut after")
            case .lostBefore: throw .outcomeUnknown(detail: "cut before")
            case .busy(let after): throw .busy(after: after, detail: "429")
            case .unreachable: throw .unreachable(detail: "no route")
            case .rejected(let code):
                var refused = state.take(entry, at: clock.steady, .failed)
                refused.errorCode = code
                state.messages[state.messages.count - 1] = refused
                throw .rejected(code: code, text: "refused")
            case .gone: throw .gone
            }
        }
    }

    func listPrice(to region: String) async throws(SyncError) -> Price? {
        clock.advance(.milliseconds(100))
        state.withLock { $0.priceRequests.append(region) }
        try await hang(.price)
        return try locked { (state) throws(SyncError) in
            if let fault = state.priceFault { throw fault }
            return state.listPrice
        }
    }

    func mediaList(of externalID: String) async throws(SyncError) -> [RemoteMedia] {
        try await askForMedia()
        return [RemoteMedia(externalID: "ME" + externalID.dropFirst(2), contentType: "image/png")]
    }

    func mediaContent(_ media: String, of externalID: String, limit: Int) async throws(SyncError) -> [UInt8] {
        try await askForMedia()
        return Array("picture".utf8)
    }

    private func askForMedia() async throws(SyncError) {
        clock.advance(.milliseconds(100))
        state.withLock { $0.mediaRequests += 1 }
        try await hang(.media)
        try locked { (state) throws(SyncError) in
            if let fault = state.mediaFault { throw fault }
        }
    }

    /// Lets a request hang that is to.
    private func hang(_ service: Service) async throws(SyncError) {
        let (isSilent, isSlow) = state.withLock { ($0.silent.contains(service), $0.slow.contains(service)) }
        if isSilent { try await neverAnswer() }
        guard isSlow else { return }
        clock.advance(.seconds(30))
        throw .unreachable(detail: "no answer")
    }

    private func stall(_ request: PageRequest) async throws(SyncError) {
        state.withLock { $0.requests.append(request) }
        stalling.yield(request)
        try await neverAnswer()
    }

    /// Returns never; throws when the request is given up.
    private func neverAnswer() async throws(SyncError) {
        state.withLock { $0.hanging += 1 }
        let (silence, end) = AsyncStream<Never>.makeStream()
        for await _ in silence {}
        end.finish()
        state.withLock { $0.hanging -= 1 }
        throw .unreachable(detail: "given up")
    }

    private func locked<T: Sendable>(_ body: (inout State) throws(SyncError) -> T) throws(SyncError) -> T {
        try state.withLock { (state) throws(SyncError) -> T in
            if state.hanging > 0 { state.overlaps += 1 }
            return try body(&state)
        }
    }
}

/// Where in which list a page begins.
private struct PagePlace {
    var to: String?
    var from: String?
    var size: Int
    var after: String?

    init(_ request: PageRequest) {
        switch request {
        case .newest(let to, let from, let size): (self.to, self.from, self.size) = (to, from, size)
        case .next(let address):
            let parts = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            to = parts[0].isEmpty ? nil : parts[0]
            from = parts[1].isEmpty ? nil : parts[1]
            size = Int(parts[2]) ?? 0
            after = parts[3]
        }
    }

    func next(after sid: String) -> String { "\(to ?? "")/\(from ?? "")/\(size)/\(sid)" }
}

extension ScriptedRemote.State {
    fileprivate func page(at place: PagePlace) -> RemotePage {
        let list = messages.enumerated()
            .filter { $0.element.stands(to: place.to, from: place.from) }
            .sorted { one, other in
                let (first, second) = (one.element.moment ?? start, other.element.moment ?? start)
                return first == second ? one.offset > other.offset : first > second
            }
            .map(\.element)
        if let sid = place.after, losesPlaces, !list.contains(where: { $0.externalID == sid }) {
            return RemotePage(messages: [])
        }
        let begin = place.after.flatMap { sid in list.firstIndex { $0.externalID == sid } }.map { $0 + 1 } ?? 0
        let rows = Array(list[begin...].prefix(place.size))
        let natural = begin + rows.count < list.count ? rows.last.map { place.next(after: $0.externalID) } : nil
        return RemotePage(messages: rows, nextPage: natural.map { nextPage[$0] ?? $0 })
    }

    fileprivate mutating func take(_ entry: OutboxEntry, at now: Instant, _ status: DeliveryState) -> RemoteMessage {
        let second = Instant(seconds: now.seconds)
        let message = RemoteMessage(
            externalID: mint(), direction: .outbound, isFromAPI: true, ourNumber: entry.sender, peer: .number(entry.to),
            body: entry.body, status: status, segments: 1, mediaCount: entry.mediaURLs.count, createdAt: second,
            updatedAt: second, sentAt: nil)
        messages.append(message)
        return message
    }

    /// A message that arrived, or that somebody else sent.
    @discardableResult
    mutating func add(
        _ body: String, _ direction: Direction = .inbound, ours: PhoneNumber = People.desk,
        peer: PhoneNumber = People.ana, at moment: Instant
    ) -> RemoteMessage {
        let second = Instant(seconds: moment.seconds)
        let message = RemoteMessage(
            externalID: mint(), direction: direction, isFromAPI: direction == .outbound, ourNumber: ours,
            peer: .number(peer), body: body, status: direction == .inbound ? .received : .delivered, segments: 1,
            price: Price(millionths: 7500, unit: "USD"), createdAt: second, updatedAt: second, sentAt: second)
        messages.append(message)
        return message
    }

    mutating func mint() -> String {
        minted += 1
        let digits = String(minted, radix: 16)
        return "SM" + String(repeating: "0", count: 32 - digits.count) + digits
    }

    fileprivate mutating func advance(to now: Instant) {
        for index in messages.indices where messages[index].direction == .outbound {
            guard let created = messages[index].createdAt, !messages[index].status.isFinal else { continue }
            if messages[index].ourNumber == nil, now - created >= .seconds(1) {
                messages[index].ourNumber = poolSender
                messages[index].updatedAt = Instant(seconds: (created + .seconds(1)).seconds)
            }
            for step in progress where now - created >= step.after {
                messages[index].status = step.status
                messages[index].sentAt = created
                messages[index].updatedAt = Instant(seconds: (created + step.after).seconds)
            }
        }
    }
}

extension RemoteMessage {
    fileprivate func stands(to: String?, from: String?) -> Bool {
        let ours = ourNumber?.e164
        let (sender, recipient) = direction == .inbound ? (peer.text, ours) : (ours, peer.text)
        return (to == nil || to == recipient) && (from == nil || from == sender)
    }
}
