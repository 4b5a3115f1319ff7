import ArgumentParser
import Dispatch
import LocalStore
import Messaging
import Sync
import Synchronization

/// `leadline watch`: a line for whatever happens, until it is stopped.
///
/// It is an engine like the screen, or follows the one that is running. A reader that goes away ends it with the next
/// line.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Print a JSON line for every new or changed message and lead.",
        discussion: """
            It prints what changes from its start on, whoever does it, and fetches new messages itself unless another \
            Leadline does. A message is printed as `show --json` does, with "event" ("new" or "changed") and "lead". Where \
            a lead changes without a message (name, state, unread, opt-out, draft), the line has the event "lead" and the \
            lead. Old messages that are fetched as history print nothing. Changes that come faster than they can be \
            printed make one line, with the latest state; should it fall 20000 changes behind, a line with the event \
            "gap" says so, and `leads` and `show` have the rest.
            """)

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        StopGuard.engage(store)
        let trouble = TroubleTeller(remote: desk.profile.remoteName.name)
        let engine = try EngineRoom(desk: desk, store: store).engine(report: { trouble.hear($0) })
        StopGuard.bind(engine)
        let bell = DispatchSemaphore(value: 0)
        var news = try complaining { try MirrorNews(store) }
        let watcher = try complaining { try StoreWatcher(store) { bell.signal() } }
        // Something may have changed before the watcher was there.
        bell.signal()
        let work = Task.detached { await engine.run() }
        defer {
            work.cancel()
            watcher.stop()
        }
        while true {
            bell.wait()
            engine.nudge(.stored)
            try Output.printing { out in
                for line in try complaining({ try news.take() }) { try out.line(line.text) }
            }
        }
    }
}

/// Says on standard error what keeps the engine from fetching, once for each reason, and when it fetches again.
private final class TroubleTeller: Sendable {
    private let remote: String
    private let told = Mutex<String?>(nil)

    init(remote: String) { self.remote = remote }

    func hear(_ report: EngineReport) {
        let trouble = report.phase.trouble(remote)
        let isNews = told.withLock { told in
            defer { told = trouble }
            return told != trouble
        }
        guard isNews else { return }
        Program.warn(trouble ?? "New messages are fetched again.")
    }
}

extension EngineReport.Phase {
    fileprivate func trouble(_ remote: String) -> String? {
        switch self {
        case .starting, .live, .elsewhere: nil
        case .offline(.unreachable, _, _): "\(remote) cannot be reached; Leadline goes on trying."
        case .offline(.busy, _, _): "\(remote) asks to be left alone for a while; Leadline tries again then."
        case .offline(.outOfOrder, _, _): "\(remote)'s answers make no sense just now; Leadline goes on trying."
        case .refused(let reason): "Nothing is fetched: \(reason)"
        case .stopped(let process): Complaint(stopped: process).sentence
        }
    }
}
