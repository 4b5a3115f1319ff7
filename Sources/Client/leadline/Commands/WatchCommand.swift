import ArgumentParser
import Dispatch
import LocalStore
import Messaging
import Sync

/// `leadline watch`: a line for whatever happens, until it is stopped.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Print a JSON line for every new or changed message.",
        discussion: """
            It fetches new messages itself unless another Leadline does. Each line is a message as `show --json` prints \
            it, with "event" ("new" or "changed") and its lead.
            """)

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let engine = try EngineRoom(desk: desk, store: store).engine()
        let bell = DispatchSemaphore(value: 0)
        var news = MirrorNews(store: store, since: WallClock.now())
        _ = try complaining { try news.take() }
        let watcher = try complaining { try StoreWatcher(store) { bell.signal() } }
        let work = Task.detached { await engine.run() }
        defer {
            work.cancel()
            watcher.stop()
        }
        while true {
            bell.wait()
            // Another process may have put something into the outbox, and ours is the engine that sends it.
            if try complaining({ try store.openOutbox().contains { $0.state == .pending } }) { engine.nudge(.outbox) }
            try Output.printing { out in
                for event in try complaining({ try news.take() }) { try out.line(event.line.text) }
            }
        }
    }
}

/// What changed in the mirror since one looked last.
struct MirrorNews {
    /// One message that is new or has changed.
    struct Event {
        var isNew: Bool
        var message: MessageRow
        var lead: LeadRow

        var line: JSONLine {
            var line = message.jsonLine(errorWords: ErrorSentence.words)
            line.set("event", isNew ? "new" : "changed")
            line.set("lead", lead.jsonLine)
            return line
        }
    }

    private let store: InboxStore
    private let since: Instant
    private var leads: [LeadID: LeadRow] = [:]
    private var messages: [MessageID: MessageRow] = [:]

    /// How many leads at the top of the table, and how many messages of each, are looked at.
    private static let (leadCount, messageCount) = (100, 20)

    init(store: InboxStore, since: Instant) { (self.store, self.since) = (store, since) }

    /// The changes since the last call, oldest first; the first call only takes note of what is there.
    mutating func take() throws -> [Event] {
        let isFirst = leads.isEmpty && messages.isEmpty
        let rows = try store.leadWindow(LeadQuery(limit: Self.leadCount)).rows
        let touched = rows.filter { leads[$0.id] != $0 }
        leads = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        var events: [Event] = []
        for lead in touched {
            let query = ConversationQuery(lead: lead.id, limit: Self.messageCount)
            for message in try store.conversationWindow(query)?.messages ?? [] {
                let known = messages.updateValue(message, forKey: message.id)
                if isFirst || known == message { continue }
                let isNew = known == nil
                if isNew, message.moment < since - .seconds(60) { continue }
                events.append(Event(isNew: isNew, message: message, lead: lead))
            }
        }
        return events.sorted { ($0.message.moment, $0.message.id) < ($1.message.moment, $1.message.id) }
    }
}
