import ArgumentParser
import LocalStore
import Messaging
import Sync

/// `leadline sync`: one full pass over outbox, lists, open states and history.
///
/// It holds the lock of the profile while it runs and ends with 3 where another Leadline has it. Each page is committed
/// with the place to go on from, so a pass that is killed loses at most the page that was on its way.
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch everything that is new, and history to its end.",
        discussion: """
            It can be interrupted at any point; the next pass goes on from there. It ends with 3 while a text still waits \
            in the outbox, and says until when.
            """)

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        StopGuard.engage(store)
        defer { store.fold() }
        let engine = try EngineRoom(desk: desk, store: store).engine()
        StopGuard.bind(engine)
        let summary = try complaining {
            do {
                return try waiting { try await engine.fullPass() }
            } catch SyncError.elsewhere {
                throw desk.stoppedEngine.map { Complaint(stopped: $0) } ?? Complaint(SyncError.elsewhere)
            } catch let error as SyncError {
                throw Complaint(error, of: desk.profile.remoteName)
            }
        }
        let left = WaitingTexts(in: try complaining { try store.openOutbox() }, now: WallClock.now())
        try Output.printing { out in
            if output.json {
                try out.line(Self.line(summary, left).text)
            } else {
                try out.line(Self.sentence(summary))
            }
        }
        if let complaint = left.complaint(zone: { WallClock.zone(around: $0) }) { throw complaint }
    }

    static func line(_ summary: PassSummary, _ waiting: WaitingTexts) -> JSONLine {
        var line = JSONLine()
        line.set("inserted", summary.inserted)
        line.set("changed", summary.changed)
        line.set("sent", summary.sent)
        line.set("unknown", summary.unknown)
        line.set("waiting", waiting.count)
        line.set("waiting_until", waiting.until?.rfc3339)
        line.set("complete", summary.isComplete)
        return line
    }

    static func sentence(_ summary: PassSummary) -> String {
        let history = summary.isComplete ? "history is complete" : "history goes on next time"
        return "\(summary.inserted) new messages, \(summary.changed) changed, \(summary.sent) handed over, "
            + "\(summary.unknown) unknown; \(history)."
    }
}
