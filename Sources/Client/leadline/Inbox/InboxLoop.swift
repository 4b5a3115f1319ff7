import Drawing
import Inbox
import Messaging
import Terminal

/// The inbox's loop, on the main thread: waits for keys, letters and signals, reduces, starts what was asked for, and
/// paints once.
///
/// It never waits for anything else, but up to a millisecond for the reads that the same keys have just asked for, so
/// that cursor and conversation leave in one write.
@MainActor
final class InboxLoop {
    /// Why the loop ended.
    enum Ending {
        case quit(Effect.Unsent)
        /// The terminal hung up or is gone, or the process was told to end.
        case hangUp
    }

    private let screen: Screen
    private let mailbox: Mailbox<News>
    private let runner: EffectRunner
    private let wardrobe: Wardrobe
    private(set) var state: InboxState
    private var ending: Ending?
    private var drawnRows = DrawnRows()
    private var isReading = false
    private var passingSince: ContinuousClock.Instant?
    /// Whether a picture is due that was not made, so that the loop has to come back for it.
    private var isHeldBack = false
    /// What is begun only once the frame has left.
    private var afterPaint: [Effect.Read] = []

    /// How long no picture is made of a row that is only passed, in milliseconds.
    private static let passingTime = 20

    /// What a frame waits for its rows, in milliseconds; the first one longer, so that it is not an empty table.
    private static let patience = 1
    private static let firstPatience = 60

    init(
        screen: Screen, mailbox: Mailbox<News>, runner: EffectRunner, wardrobe: Wardrobe, state: InboxState
    ) {
        (self.screen, self.mailbox, self.runner) = (screen, mailbox, runner)
        (self.wardrobe, self.state) = (wardrobe, state)
    }

    /// Runs until a person quits or the terminal goes. `afterFirstPaint` starts what the first frame need not wait for.
    func run(afterFirstPaint: () -> Void) -> Ending {
        take(.news(.theme(wardrobe.name)))
        take(.news(.resized(screen.size)))
        awaitRows(atMost: Self.firstPatience)
        paint()
        afterFirstPaint()
        while true {
            let wakeup = screen.wait(mailbox: mailbox.descriptor, atMost: untilWake)
            if !wakeup.isDisjoint(with: [.hangUp, .terminate, .lost]) {
                saveTyping()
                return .hangUp
            }
            if wakeup.contains(.stop) {
                take(.news(.leaving))
                suspend()
            }
            if wakeup.contains(.interrupt) { take(.keys([.ctrl("c")])) }
            if wakeup.contains(.keys) { takeKeys() }
            if wakeup.contains(.letters) { takeLetters() }
            if wakeup.contains(.deadline) { take(.news(.woke)) }
            if isReading { awaitRows(atMost: Self.patience) }
            if wakeup.contains(.keys) { takeBurst() }
            if let ending { return ending }
            followBackground()
            holdBack()
            if !isHeldBack { paint() }
        }
    }

    /// Makes no picture of a row that the cursor only passes: the right one comes in a moment. Meanwhile keys are
    /// taken; should it take longer, that row is better than none.
    private func holdBack() {
        passingSince = state.table.isPassing ? passingSince ?? .now : nil
        isHeldBack = passingSince.map { ContinuousClock.now - $0 < .milliseconds(Self.passingTime) } ?? false
    }

    private func paint() {
        screen.paint(draw(state, remembering: &drawnRows), theme: wardrobe.theme)
        afterPaint.forEach { runner.perform($0) }
        afterPaint = []
    }

    /// Whether this frame can do without the answer.
    private func isForLater(_ read: Effect.Read) -> Bool {
        switch read {
        case .readAhead: true
        case .loadLeads: !state.table.awaitsRows
        case .loadConversation: !state.conversation.awaitsMessages
        case .loadCounts, .search, .jump, .findNext: false
        }
    }

    /// Milliseconds until the reducer wants to be woken, rounded up.
    private var untilWake: Int? {
        let wake = state.nextWake.map { max(0, Int(($0 - ClockReading.now().elapsed).inMilliseconds) + 1) }
        return isHeldBack ? min(wake ?? Self.passingTime, Self.passingTime) : wake
    }

    /// Takes the keys that came meanwhile into the same frame: a burst does not arrive all at once, and a picture of
    /// its middle would only be in the way. Not for ever, so that somebody who leans on a key sees where it leads.
    private func takeBurst() {
        for _ in 0..<8 {
            guard ending == nil, screen.hasMoreKeys() else { return }
            takeKeys()
            if isReading { awaitRows(atMost: Self.patience) }
        }
    }

    private func takeKeys() {
        let keys = screen.pendingKeys()
        if keys.contains(.resize) { take(.news(.resized(screen.size))) }
        let pressed = keys.filter { $0 != .resize }
        if !pressed.isEmpty { take(.keys(pressed)) }
    }

    /// Takes what came from outside.
    private func takeLetters() {
        var isStored = false
        for news in mailbox.takeAll() {
            // However many transactions there were, one look at the mirror shows them all.
            if news == .stored { isStored = true } else { take(.news(news)) }
        }
        guard isStored else { return }
        runner.lookAround()
        take(.news(.stored))
    }

    /// Hears what the store answered when the terminal was gone already: a reply that was to be kept back is known by
    /// its id only then.
    func takeLastLetters() { takeLetters() }

    /// Waits a little for the answers to reads, and takes them.
    private func awaitRows(atMost milliseconds: Int) {
        let deadline = ClockReading.now().elapsed + .milliseconds(milliseconds)
        while isReading, ClockReading.now().elapsed < deadline {
            isReading = false
            guard mailbox.wait(atMost: milliseconds) else { return }
            takeLetters()
        }
        isReading = false
    }

    private func take(_ input: Input) {
        for effect in reduce(&state, input, at: .now()) { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .read(let read): perform(read)
        case .write(let change): runner.perform(change)
        case .outside(let outside): runner.perform(outside)
        case .terminal(let own): perform(own)
        }
    }

    private func perform(_ read: Effect.Read) {
        // Of two reads of a kind the newer one counts, whichever of them can wait.
        let kind = EffectRunner.ReadKind(read)
        afterPaint.removeAll { EffectRunner.ReadKind($0) == kind }
        if let news = runner.atHand(read) {
            take(.news(news))
        } else if isForLater(read) {
            afterPaint.append(read)
        } else {
            isReading = true
            runner.perform(read)
        }
    }

    private func perform(_ effect: Effect.Terminal) {
        switch effect {
        case .bell: screen.bell()
        case .redraw: screen.redraw()
        case .suspend: suspend()
        case .copy(let text, let what): copy(text, what)
        case .openEditor(let text, let lead): edit(text, lead)
        case .setTheme(let name, let isPreview): wear(name, isPreview: isPreview)
        case .quit(let unsent): ending = .quit(unsent)
        }
    }

    /// Stops, with what was typed on the disk: a transaction that stops half-way would keep other processes out.
    private func suspend() {
        runner.finishDecisions()
        screen.suspend()
    }

    /// A multiplexer passes on what is copied only if it is told to, and says nothing of it.
    private func copied(_ what: String) -> String {
        runner.desk.environment["TMUX"] == nil
            ? "Copied \(what)." : "Handed \(what) to tmux; `set -g set-clipboard on` lets it through."
    }

    private func copy(_ text: String, _ what: String) {
        let news: News =
            screen.copy(text)
            ? .notice(Notice(copied(what), .success))
            : .notice(Notice("This terminal's clipboard cannot take \(what).", .warning))
        take(.news(news))
    }

    /// Hands text and terminal to the editor, and waits until it ends.
    private func edit(_ text: String, _ lead: LeadID) {
        let editor = ExternalEditor(environment: runner.desk.environment, parent: runner.desk.folders.state)
        do {
            let edited = try editor.edit(text) { words in
                try screen.lend {
                    try ChildProcess(
                        words, environment: runner.desk.environment.withoutAccounts, input: .inherited,
                        output: .inherited,
                        errors: .inherited
                    ).id
                }
            }
            take(.news(.edited(edited, lead: lead)))
        } catch {
            take(.news(.notice(runner.report(error))))
            take(.news(.edited(nil, lead: lead)))
        }
    }

    /// Puts a theme on. One whose file has slips is worn as far as it goes.
    private func wear(_ name: String, isPreview: Bool) {
        do {
            let slips = try wardrobe.wear(name, isPreview: isPreview)
            guard !isPreview else { return }
            take(.news(.theme(name)))
            if let first = slips.first { take(.news(.notice(Notice(visible(first), .warning)))) }
        } catch {
            take(.news(.notice(runner.report(error))))
        }
    }

    /// Puts on what fits the terminal's background, once it has told of it.
    private func followBackground() {
        guard let background = screen.reportedBackground, wardrobe.follow(background) else { return }
        take(.news(.theme(wardrobe.name)))
    }

    /// Saves what was typed in the last moments; nothing else is begun.
    private func saveTyping() {
        for effect in reduce(&state, .news(.leaving), at: .now()) {
            if case .write(.saveDraft) = effect { perform(effect) }
        }
    }
}
