import Drawing
import Glibc
import Inbox
import LocalStore
import Logging
import Messaging
import Sync
import Terminal
import TwilioAPI

/// One sitting at the inbox: opens the mirror, takes the terminal, runs the loop, starts the engine behind it, and
/// leaves everything in order.
struct InboxSession {
    let desk: Desk
    /// A theme named for this sitting alone.
    var theme: String?

    /// How long a process that has to end goes on handing over.
    private static let farewell = Duration.seconds(30)
    /// How long Ctrl-Z waits for a text that is being handed over.
    private static let grace = Duration.seconds(3)
    /// How long the last picture may stay while the mirror takes what was written last.
    private static let moment = Duration.seconds(1)

    /// Runs until a person quits or the terminal goes.
    @MainActor
    func run() throws {
        let store = try desk.openStore()
        let room = try EngineRoom(desk: desk, store: store)
        let memory = try complaining { SittingMemory(try store.viewState(), configuredTheme: desk.profile.likes.theme) }
        let shelf = ThemeShelf(folders: desk.folders, program: ProgramPath.own)
        let choice = ThemeChoice(desk, memory, named: theme, shelf: shelf)
        let wardrobe = Wardrobe(shelf: shelf, choice: choice)
        let settings = settings(store, shelf, WallClock.now())

        let mailbox = try Mailbox<News>()
        let logger = desk.logger()
        let runner = EffectRunner(desk: desk, store: store, logger: logger) { mailbox.post($0) }
        let screen = try Screen(options(followsBackground: !wardrobe.isChosen))
        defer { screen.end() }
        screen.aroundStop = { stop in Self.standAside(runner.startedEngine) { store.betweenTransactions(stop) } }
        let state = InboxState(settings: settings, size: screen.size, place: memory.place, at: .now())
        let loop = InboxLoop(screen: screen, mailbox: mailbox, runner: runner, wardrobe: wardrobe, state: state)

        remember(wardrobe, loop, runner, memory)
        var watcher: StoreWatcher?
        var work: Task<Void, Never>?
        let ending = loop.run {
            screen.setTitle("leadline \(desk.isDemo ? "DEMO" : desk.profile.name)")
            if let notice = Self.opening(Self.problems(of: store) + problems(of: screen) + choice.problems) {
                runner.post(.notice(notice))
            }
            // A mirror that cannot be watched is read anew by each key that moves, and by nothing else.
            watcher = try? StoreWatcher(store) { mailbox.post(.stored) }
            if watcher == nil { runner.shelf.close() }
            let engine = room.engine(
                tell: { mailbox.post(.notice(Notice($0, .warning))) }, report: { mailbox.post(.engine($0)) })
            runner.useEngine(engine)
            work = Task.detached { await engine.run() }
            runner.lookAround()
            runner.takeUpRescued()
            if !memory.hasToldOfEscape, store.limit == nil { runner.tellOfEscape() }
        }
        // The mirror stays open until the process ends: the engine may still be reading, and a closed store traps.
        defer {
            work?.cancel()
            store.fold()
        }
        try end(ending, loop, runner) {
            let chosen = wardrobe.isChosen && theme == nil ? wardrobe.name : nil
            memory.keep(loop.state.place, theme: chosen, hasToldOfEscape: runner.hasToldOfEscape, in: store)
            watcher?.stop()
            screen.end()
        }
    }

    /// Sees to it that what was written last is in the mirror, or in a file, and does with unsent texts what was wished.
    @MainActor
    private func end(
        _ ending: InboxLoop.Ending, _ loop: InboxLoop, _ runner: EffectRunner, leaveScreen: () -> Void
    ) throws {
        let latest = WallClock.uptime() + Self.farewell
        let last = LastWords(runner: runner, loop: loop, isHangUp: ending.isHangUp)
        last.hearOut(atMost: ending.isHangUp ? Self.farewell / 2 : Self.moment)
        leaveScreen()
        if !ending.isHangUp { last.waitForMirror(atMost: Self.farewell) }
        let left = ending.isHangUp ? max(latest - WallClock.uptime(), .zero) : Self.farewell
        let named = loop.state.namedAtQuit
        let outcome = Result { try finish(ending, runner, runner.store, naming: named, within: left) }
        try last.leave(asDrafts: ending.wantsDrafts, after: outcome)
    }

    /// Has others fetch and send while this process stands still.
    private static func standAside(_ engine: SyncEngine?, while stop: () -> Void) {
        guard let engine else { return stop() }
        // It throws nothing, and where it keeps the engine, others are told of the stop.
        _ = try? waiting { await engine.standAside(within: grace) }
        stop()
        Task.detached { await engine.comeBack() }
    }

    /// Has a theme that is chosen written down at once, however the program ends.
    @MainActor
    private func remember(_ wardrobe: Wardrobe, _ loop: InboxLoop, _ runner: EffectRunner, _ memory: SittingMemory) {
        // One that was named for this sitting alone is not the person's choice.
        guard theme == nil else { return }
        wardrobe.hasChosen = { [unowned loop] name in
            let place = loop.state.place
            runner.write {
                memory.keep(place, theme: name, in: runner.store)
                return nil
            }
        }
    }

    /// Does with unsent texts what the person wished, or what a hang-up calls for.
    private func finish(
        _ ending: InboxLoop.Ending, _ runner: EffectRunner, _ store: InboxStore, naming named: Set<MessageID>,
        within span: Duration
    ) throws {
        guard let engine = runner.startedEngine else { return }
        switch ending {
        case .quit(.leave):
            // What was handed over a moment ago leaves; and a request that is away is waited for: left alone, its
            // outcome would have to be looked for at the next start.
            guard try Self.due(store) > 0 else { return try waiting { await engine.drain(within: .zero) } }
            try handOver(engine, within: span)
            try tellWhatStays(store)
        case .quit(.toDrafts):
            try complaining { try Self.takeAllBack(store) }
            // One that was leaving already is waited for: cut off, nobody would know what became of it.
            try waiting { await engine.drain(within: .zero) }
            try tellWhatStays(store)
        case .quit(.sendNow):
            try complaining {
                // What was taken over after the question was put has been named to nobody.
                for entry in try Self.own(store)
                where entry.state == .held && (entry.session == store.session || named.contains(entry.id)) {
                    _ = try store.release(entry.id, now: WallClock.now())
                }
            }
            try tellOfHandOver(store)
            try handOver(engine, within: span)
            try tellWhatStays(store)
        // A terminal that is gone, or takes nothing any more, must not hold anything up: nobody is told.
        case .hangUp: try handOver(engine, within: span)
        }
    }

    /// Lets the undo windows run out and sends what is due; what has not left by then stays in the outbox.
    private func handOver(_ engine: SyncEngine, within span: Duration) throws {
        try waiting { await engine.drain(within: span) }
    }

    private func tellOfHandOver(_ store: InboxStore) throws {
        let due = try Self.due(store)
        guard due > 0 else { return }
        let what = due == 1 ? "one message" : "\(due) messages"
        Program.warn("Handing over \(what), \(Self.farewell.components.seconds) s at most.")
    }

    private func tellWhatStays(_ store: InboxStore) throws {
        let ours = try complaining { try Self.ours(store) }
        if let complaint = ClosingWords.complaint(of: ours) { throw complaint }
    }

    /// Turns what has not left into drafts. Each text comes before what the draft is by then, so the last comes first.
    static func takeAllBack(_ store: InboxStore) throws {
        let unsent = try own(store).filter { $0.state == .held || $0.state == .pending }
        for entry in unsent.sorted(by: { $0.id > $1.id }) { _ = try store.takeBack(entry.id, now: WallClock.now()) }
    }

    /// How many messages of ours would leave by themselves.
    private static func due(_ store: InboxStore) throws -> Int {
        try complaining { try ours(store).count(where: \.leavesByItself) }
    }

    /// What was written here, or is asked about here.
    private static func own(_ store: InboxStore) throws -> [OutboxEntry] {
        try store.openOutbox().filter { $0.asker == store.session }
    }

    /// That, and what nobody looks after any more: other inboxes and commands look after their own.
    private static func ours(_ store: InboxStore) throws -> [OutboxEntry] {
        try store.openOutbox().filter { $0.asker == store.session || !RunName.isAlive($0.asker) }
    }

    private static func problems(of store: InboxStore) -> [String] {
        switch store.limit {
        case nil: []
        case .room: ["The disk is full: what is here can be read, and changed once there is room."]
        case .readOnly(let folder): ["\(StoreError.readOnly(folder: folder))"]
        }
    }

    @MainActor
    private func problems(of screen: Screen) -> [String] {
        let unknown = "This machine does not know your terminal; \(screen.terminalType) stands in for it."
        return desk.warnings + glyphs.problems + (screen.isFallback ? [unknown] : [])
    }

    /// One notice for all problems, because a second one would take the place of the first.
    static func opening(_ problems: [String]) -> Notice? {
        guard let first = problems.first else { return nil }
        let others = problems.count > 1 ? "\(problems.count) warnings, all told by `leadline doctor`: " : ""
        return Notice(visible(others + first), .warning)
    }

    private var glyphs: GlyphPreference {
        GlyphPreference(chosen: desk.profile.likes.glyphs, environment: desk.environment)
    }

    /// What the reducer has to know of the profile.
    private func settings(_ store: InboxStore, _ shelf: ThemeShelf, _ now: Instant) -> InboxSettings {
        let likes = desk.profile.likes
        var settings = InboxSettings(
            profile: desk.profile.title, senders: desk.senders(store),
            undoWindow: .seconds(likes.undoSeconds),
            afterSend: InboxSettings.AfterSend(rawValue: likes.afterSend.rawValue) ?? .write, keyMap: desk.keys.map,
            glyphs: glyphs.set, themes: shelf.names(),
            zone: WallClock.zone(around: now), errorWords: ErrorSentence.parts, isDemo: desk.isDemo,
            isSimulated: desk.profile.twilio?.base.isLoopback ?? false)
        settings.remote = desk.profile.remoteName.name
        settings.remoteWithin = desk.profile.remoteName.nameWithin
        for ability in desk.profile.missing {
            for action in ability.actions { settings.unable[action] = ability.reason }
        }
        return settings
    }

    @MainActor
    private func options(followsBackground: Bool) -> ScreenOptions {
        var options = ScreenOptions()
        options.terminalType = desk.environment["TERM"] ?? ""
        options.usesColour = desk.environment["NO_COLOR"] == nil
        options.isInsideTmux = desk.environment["TMUX"] != nil
        // Whoever chose signs beyond ASCII knows the terminal better than the locale does.
        options.readsUTF8 = desk.environment.writesUTF8 || glyphs.set != .ascii
        options.usesMouse = desk.profile.likes.usesMouse
        options.asksForBackground = followsBackground
        return options
    }
}

extension Ability {
    /// The actions that need it.
    fileprivate var actions: [Action] {
        switch self {
        case .attach: [.attach]
        case .block: [.block, .unblock]
        case .share: []
        }
    }
}

extension InboxLoop.Ending {
    var isHangUp: Bool { if case .hangUp = self { true } else { false } }

    fileprivate var wantsDrafts: Bool { if case .quit(.toDrafts) = self { true } else { false } }
}
