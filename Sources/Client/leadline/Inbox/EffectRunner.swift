import Dispatch
import Glibc
import Inbox
import LocalStore
import Logging
import Messaging
import Sync
import Synchronization

/// Carries out what the reducer asks for, off the UI thread, and answers with news.
///
/// Reads and writes each have a queue of their own, so that no write delays what a key wants to see. Of reads of the
/// same kind only the newest is still worth making. The terminal's own effects are the loop's.
final class EffectRunner: Sendable {
    let desk: Desk
    let store: InboxStore
    let logger: Logger
    let post: @Sendable (News) -> Void
    let media: MediaCabinet
    let outboxWatch = OutboxWatch()
    let backlog = Backlog()
    let rescueShelf: RescueShelf
    let rescued = Mutex(Rescued())
    /// Drafts that the mirror did not take, as it had them before.
    let unsaved = Mutex<[LeadID: Draft]>([:])
    let isTryingAgain = Mutex(false)
    let isWatchingAskers = Mutex(false)
    /// The engine, once it was started.
    private let engine = Mutex<SyncEngine?>(nil)
    private let toldOfEscape = Mutex(false)

    private let reads = DispatchQueue(label: "leadline.reads", qos: .userInteractive)
    private let writes = DispatchQueue(label: "leadline.writes", qos: .userInitiated)
    /// For what takes long: files are copied here, so that no draft waits for them.
    private let errands = DispatchQueue(label: "leadline.errands", qos: .utility)
    private let latest = Mutex<[ReadKind: @Sendable () -> Void]>([:])
    let shelf = ConversationShelf()

    /// Kinds of reads that replace each other.
    enum ReadKind: Hashable {
        case leads, conversation, ahead, counts, found, jumped, waiting, outbox

        init(_ read: Effect.Read) {
            self =
                switch read {
                case .loadLeads: .leads
                case .loadConversation: .conversation
                case .readAhead: .ahead
                case .loadCounts: .counts
                case .search: .found
                case .jump: .jumped
                case .findNext: .waiting
                }
        }
    }

    init(desk: Desk, store: InboxStore, logger: Logger, post: @Sendable @escaping (News) -> Void) {
        (self.desk, self.store, self.logger, self.post) = (desk, store, logger, post)
        rescueShelf = RescueShelf(
            folder: desk.folders.state, profile: desk.profile.fileStem, source: store.source.text)
        media = MediaCabinet(desk: desk, opener: Self.opener(desk, .save, post))
    }

    /// Opens links and files, and tells where that failed which key gets at them all the same.
    static func opener(_ desk: Desk, _ remedy: Action, _ post: @Sendable @escaping (News) -> Void) -> LinkOpener {
        let key = desk.keys.map.label(remedy, in: .conversation) ?? ":\(remedy.rawValue)"
        let helps = remedy == .save ? "saves" : "copies"
        return LinkOpener(environment: desk.environment) { sentence in
            post(.notice(Notice("\(sentence); \(key) \(helps) it.", .warning)))
        }
    }

    /// Says what a multiplexer that holds Escape back needs. It is asked by a program of its own, which takes a moment.
    func tellOfEscape() {
        errand { [self] in
            guard let finding = TerminalCheckUp(environment: desk.environment).escapeHold(),
                finding.verdict == .warning
            else { return nil }
            toldOfEscape.withLock { $0 = true }
            return .notice(
                Notice([finding.sentence, finding.remedy].compactMap(\.self).joined(separator: " "), .warning))
        }
    }

    var hasToldOfEscape: Bool { toldOfEscape.withLock { $0 } }

    func useEngine(_ started: SyncEngine) { engine.withLock { $0 = started } }

    var startedEngine: SyncEngine? { engine.withLock { $0 } }

    func nudge(_ nudge: EngineNudge) { startedEngine?.nudge(nudge) }

    /// Whether a read is wanted that has not begun.
    var isReadWaiting: Bool { latest.withLock { !$0.isEmpty } }

    /// Queues a read in place of the one of its kind that has not begun yet.
    func read(_ kind: ReadKind, _ work: @escaping @Sendable () throws -> News?) {
        latest.withLock { latest in
            latest[kind] = { [self] in answer(work) }
        }
        reads.async { [self] in
            let work = latest.withLock { $0.removeValue(forKey: kind) }
            work?()
        }
    }

    /// Begins something between the reads, in so many milliseconds.
    func read(after milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
        reads.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: work)
    }

    /// Queues a write; all of them happen, in order.
    func write(_ work: @escaping @Sendable () throws -> News?) {
        writes.async { [self] in
            answer {
                // Before anybody hears of the write, nothing may be left of what it made out of date.
                defer { shelf.clear() }
                return try work()
            }
        }
    }

    /// The same, in so many milliseconds.
    func write(after milliseconds: Int, _ work: @escaping @Sendable () throws -> News?) {
        writes.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
            answer {
                defer { shelf.clear() }
                return try work()
            }
        }
    }

    /// Queues something that reads or writes whole files; these happen in order among themselves.
    func errand(_ work: @escaping @Sendable () throws -> News?) {
        errands.async { [self] in answer(work) }
    }

    /// Begins something that nothing answers, in so many milliseconds.
    func errand(after milliseconds: Int, _ work: @escaping @Sendable () -> Void) {
        errands.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: work)
    }

    /// Returns when drafts and decisions have been written; files are not waited for.
    func finishDecisions() { writes.sync {} }

    /// Returns when everything that was queued for writing has been written, or when so much time has passed and the
    /// mirror has not taken all of it.
    func finishWriting(within span: Duration) {
        errands.sync {}
        let end = ContinuousClock.now + span
        writes.sync {}
        while !backlog.isEmpty, ContinuousClock.now < end {
            usleep(50_000)
            writes.sync {}
        }
    }

    /// Says a failure in a person's words, on the status line and in the log.
    func report(_ error: any Error) -> Notice {
        let complaint = Complaint(describing: error)
        logger.error("\(complaint.sentence)")
        return Notice(([complaint.sentence] + complaint.advice.prefix(1)).joined(separator: " "), .failure)
    }

    func answer(_ work: () throws -> News?) {
        do {
            if let news = try work() { post(news) }
        } catch {
            post(.notice(report(error)))
        }
    }
}
