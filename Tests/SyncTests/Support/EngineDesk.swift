import LocalStore
import Messaging
@testable import Sync
import Synchronization
import TestSupport

/// A profile's engine on a store in memory and a remote by script, with a clock that jumps over every rest.
final class EngineDesk: Sendable {
    let clock = HandClock()
    let store: InboxStore
    let remote: ScriptedRemote
    private let heard = Mutex<[EngineReport]>([])
    private let written = Mutex<[String]>([])
    /// How far the clock may jump.
    private let horizon = Mutex(Uptime(milliseconds: .max / 2))
    /// How often an engine lay down to rest.
    let rested = Mutex(0)
    private let numbers: [PhoneNumber]
    private let historyDays: Int?
    private let service: String?

    /// `path` keeps the store in a file, which others may open too.
    init(
        numbers: [PhoneNumber] = [People.desk], historyDays: Int? = nil, path: String? = nil, service: String? = nil
    ) throws {
        let source = AccountSource(text: "test")
        store =
            try path.map { try InboxStore(path: $0, source: source, session: "the engine", newName: IntentID.any) }
            ?? InboxStore.inMemory(source: source, newName: IntentID.any)
        remote = ScriptedRemote(clock: clock, numbers: numbers, service: service)
        (self.numbers, self.historyDays, self.service) = (numbers, historyDays, service)
    }

    /// A new engine, as after a start of the program.
    ///
    /// `alive` are the sessions whose processes still run.
    func engine(
        alive: Set<String> = [], pace: SyncPace = .standard, lock: EngineLock = .alone(), stopped: Int32? = nil,
        cache: MediaCache? = nil
    ) -> SyncEngine {
        let settings = SyncSettings(historyDays: historyDays, pace: pace)
        let (clock, desk) = (clock, self)
        let surroundings = SyncSurroundings(
            now: { clock.now }, uptime: { clock.uptime },
            sleep: { [weak desk] span in
                desk?.rested.withLock { $0 += 1 }
                desk?.pass(span)
                await Task.yield()
            },
            // Beside a request time passes by itself, or a test lets it.
            alarm: { span in
                let end = clock.uptime + span
                while clock.uptime < end, !Task.isCancelled {
                    // A cancelled one is over at once.
                    try? await Task.sleep(for: .milliseconds(1))
                }
            },
            random: { 0.5 }, isAlive: { alive.contains($0) }, stoppedElsewhere: { stopped },
            report: { [weak self] report in self?.heard.withLock { $0.append(report) } },
            log: { [weak self] line in self?.written.withLock { $0.append(line) } })
        return SyncEngine(
            store: store, remote: remote, lock: lock, settings: settings, surroundings: surroundings,
            mediaCache: cache)
    }

    var rests: Int { rested.withLock { $0 } }
    var reports: [EngineReport] { heard.withLock { $0 } }
    var log: [String] { written.withLock { $0 } }
    var phases: [EngineReport.Phase] { reports.map(\.phase) }
    var lastReport: EngineReport? { reports.last }

    func change(_ body: @Sendable (inout ScriptedRemote.State) -> Void) { remote.state.withLock { body(&$0) } }

    var requests: [PageRequest] { remote.state.withLock { $0.requests } }
    var sends: [String] { remote.state.withLock { $0.sends } }
    var fetches: [String] { remote.state.withLock { $0.fetches } }
    var priceRequests: [String] { remote.state.withLock { $0.priceRequests } }
    var poolRequests: Int { remote.state.withLock { $0.poolRequests } }
    /// How many requests hang.
    var hanging: Int { remote.state.withLock { $0.hanging } }
    var mediaRequests: Int { remote.state.withLock { $0.mediaRequests } }
    var overlaps: Int { remote.state.withLock { $0.overlaps } }

    /// Lets an engine work for a span of the test's own time.
    func work(_ engine: SyncEngine, for span: Duration) async {
        let end = clock.uptime + span
        horizon.withLock { $0 = end }
        while clock.uptime < end { await engine.turn() }
        horizon.withLock { $0 = Uptime(milliseconds: .max / 2) }
    }

    private func pass(_ span: Duration) {
        let rest = horizon.withLock { $0 } - clock.uptime
        clock.advance(min(span, max(rest, .milliseconds(1))))
    }

    /// Writes a text to a lead; without an undo window unless `held` says how long it is.
    func write(
        _ body: String, to peer: PhoneNumber = People.ana, held: Duration? = nil, at moment: Instant? = nil,
        in other: InboxStore? = nil
    ) throws -> MessageID {
        let store = other ?? store
        let lead = try store.ensureLead(.number(peer), display: peer.e164, now: clock.now)
        let intent = OutgoingIntent(
            lead: lead, body: body, sender: service == nil ? People.desk : nil, service: service, sendAt: moment)
        return try store.queue(intent, heldUntil: held.map { clock.now + $0 }, now: clock.now).id
    }

    /// Whether history is here to its end.
    func isComplete() throws -> Bool {
        let lists = try store.cursors()
        return lists.count == numbers.count * 2 && lists.allSatisfy(\.reachedEnd)
    }

    func row(_ id: MessageID) throws -> MessageRow? { try store.message(id) }

    /// All messages with a lead, oldest first.
    func conversation(with peer: PhoneNumber = People.ana) throws -> [MessageRow] {
        let lead = try store.ensureLead(.number(peer), display: peer.e164, now: clock.now)
        return try store.conversationWindow(ConversationQuery(lead: lead, limit: 1000))?.messages ?? []
    }
}

extension PageRequest {
    /// Whether the page is of what was said with one lead.
    func isAbout(_ peer: PhoneNumber) -> Bool {
        if case .newest(let to, let from, _) = self { to == peer.e164 || from == peer.e164 } else { false }
    }

    /// Whether the page is one of the large ones that history is read in at a desk.
    var isHistory: Bool {
        switch self {
        case .newest(_, _, let size): size == 10
        case .next(let address): address.contains("/10/")
        }
    }
}
