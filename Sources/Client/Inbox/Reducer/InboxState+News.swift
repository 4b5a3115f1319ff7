import Drawing
import Messaging

extension InboxState {
    /// Takes one piece of news. Nothing here moves the cursor, clears the screen or changes whom a text goes to.
    mutating func hear(_ news: News) {
        defer { takeTypedAhead() }
        switch news {
        case .leads(let window, let token): receive(window, token: token)
        case .conversation(let window, let token): receive(window, token: token)
        case .counts(let counts): receive(counts)
        case .found(let hits, let token): found(hits, token: token)
        case .jumped(let rows, let token): jumped(rows, token: token)
        case .nextLead(let lead, let message, let token): foundNext(lead, message, token: token)
        case .draftSaved(_, let token): draftSaved(token: token)
        case .draftMerged(let lead, let saved, let whole, let token): draftMerged(lead, saved, whole, token: token)
        case .draftEnded(let lead, let known, let token): draftEnded(lead, known: known, token: token)
        case .draftFailed(let lead, let token, let notice): draftFailed(lead, token: token, notice)
        case .queued(let id, let span, let token): queued(id, heldFor: span, token: token)
        case .queuedDoubtfully(let id, let token): queuedDoubtfully(id, token: token)
        case .queueFailed(let notice, let token): queueFailed(notice, token: token)
        case .queueDelayed(let notice, let token): queueDelayed(notice, token: token)
        case .heldAgain: sayHeld()
        case .withdrawn(let token): withdrew(token: token)
        case .queuedBefore(let token): queuedBefore(token: token)
        case .tookBack(let id, let lead, let draft): tookBack(id, lead: lead, draft)
        case .conversationStarted(let row, let remark, let name, let token):
            conversationStarted(row, remark: remark, name: name, token: token)
        case .discarded(let isDone, let token): discarded(isDone, token: token)
        case .changed(let inverse, let token): changed(by: inverse, token: token)
        case .changeFailed(let notice, let token): changeFailed(notice, token: token)
        case .numberRefused(let reason, let token): numberRefused(reason, token: token)
        case .edited(let text, let lead): takeEdited(text, of: lead)
        case .stored: storeChanged()
        case .engine(let report): receive(report)
        case .overtaken(let reply, let lead, let message): overtaken(reply, lead: lead, by: message)
        case .leftHeld(let messages): foundLeftHeld(messages)
        case .failed(let hits): failures.add(hits, at: elapsed)
        case .askedElsewhere(let messages): sayAskedElsewhere(messages)
        case .decided(let messages): dropQuestions(about: messages)
        case .mediaListFailed(let message, let notice):
            mediaWatch.lose(message)
            show(notice)
        case .notice(let notice): show(notice)
        case .resized(let size): resize(to: size)
        case .woke: wake()
        case .leaving: saveDraft()
        case .theme(let name): if previewedTheme == nil { theme = name }
        }
    }

    /// Everything on the screen is read again; what is there stays until the answer comes.
    private mutating func storeChanged() {
        table.isStale = true
        conversation.isStale = true
        countsAreStale = true
    }

    /// What somebody wrote rings the bell, unless it is old news; what a person marks as unread does not.
    private mutating func receive(_ counts: InboxCounts) {
        let before = self.counts
        countsAsked = nil
        self.counts = counts
        if table.inboundSeen == nil { table.inboundSeen = counts.inbound }
        recountQuitQuestion(counts)
        // Counts that were asked for before the last of it came say too little.
        if let outage, outage.isOver, !countsAreStale {
            self.outage = nil
            show(outage.card(counts, since: Moments(zone: settings.zone, now: now).time(outage.since)))
        }
        guard let before, counts.unreadMessages > before.unreadMessages, counts.inbound > before.inbound,
            !engine.isCatchingUp
        else { return }
        emit(.terminal(.bell))
    }

    private mutating func receive(_ report: EngineReport) {
        // What was said a while ago makes way for what has changed since.
        if report.phase.isTrouble, !engine.phase.isTrouble { clearOldNotice() }
        engine = report
        isEngineLate = false
        mindOutage(report)
        // The engine speaks of the wall's time, which may be set before that moment comes.
        alarms[.engine] = report.phase.nextWord.map { elapsed + max(.zero, $0 - now) }
        guard case .live(let nextLook) = report.phase else { return }
        // The moment is shown while somebody works; an idle screen does not change with every look.
        shownNextLook = elapsed - lastKeyAt < Self.idleAfter ? nextLook : nil
    }

    /// Takes down when an outage begins, and that it is over.
    private mutating func mindOutage(_ report: EngineReport) {
        switch report.phase {
        case .offline(_, let since, _):
            if outage == nil || outage?.isOver == true, let counts { outage = Outage(since: since, before: counts) }
        case .live:
            guard let isWorthTelling = outage?.end(isCatchingUp: report.isCatchingUp) else { return }
            if !isWorthTelling { outage = nil }
            if outage?.isOver == true { countsAreStale = true }
        case .starting, .refused, .elsewhere, .stopped: break
        }
    }

    /// The line hangs: what the engine said it would do by now has not happened.
    private mutating func missEngine() {
        isEngineLate = true
        clearOldNotice()
    }

    private mutating func clearOldNotice() {
        if notice?.weight != .failure, notices.hasStood(Self.noticeLife, at: elapsed) { clearNotice() }
    }

    /// Without a key for so long, nobody is taken to be watching the status line.
    static let idleAfter = Duration.seconds(10)

    /// Everything keeps its place; what the new size shows is asked for.
    private mutating func resize(to size: Size) {
        guard size != self.size else { return }
        self.size = size
        table.isStale = true
        conversation.isStale = true
        table.cursorLine = min(table.cursorLine, max(0, tableHeight - 1))
    }

    /// Does what is due.
    private mutating func wake() {
        for alarm in Alarm.allCases where alarms.ring(alarm, at: elapsed) { ring(alarm) }
    }

    private mutating func ring(_ alarm: Alarm) {
        switch alarm {
        case .hint: pending.showsHint = true
        case .draft: saveDraft()
        case .draftsAgain: saveDraftsAgain()
        case .meter: readMeter()
        case .dwell: endDwell()
        case .media: seekMedia()
        case .engine: missEngine()
        case .typedAhead: dropTypedAhead()
        case .notice: clearNotice()
        }
    }
}

extension EngineReport.Phase {
    fileprivate var isTrouble: Bool {
        switch self {
        case .offline, .refused, .stopped: true
        case .starting, .live, .elsewhere: false
        }
    }

    /// When the engine has something to tell again at the latest, unless the line hangs: requests take their time.
    fileprivate var nextWord: Instant? {
        switch self {
        case .live(let nextLook): nextLook + .seconds(10)
        case .offline(_, _, let nextTry): nextTry + .seconds(2)
        case .starting, .refused, .elsewhere, .stopped: nil
        }
    }
}
