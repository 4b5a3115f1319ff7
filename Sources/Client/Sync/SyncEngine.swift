package import LocalStore
package import Messaging

/// The one place that talks to a profile's remote: it pulls the lists, pushes the outbox and follows what is open.
///
/// It does one thing at a time. Between two it gathers what there is to do from the store, decides by pure
/// plans, and commits what came of it; so it can be killed between any two instructions and goes on from what the
/// store holds. The screen hears nothing from it but reports: rows reach it through the store.
///
/// One driver at a time: `run`, `fullPass` and `drain` each hold the profile's lock while they work.
package actor SyncEngine {
    let store: InboxStore
    let remote: any Remote
    let lock: EngineLock
    let settings: SyncSettings
    let surroundings: SyncSurroundings
    let mediaCache: MediaCache?

    let news: any NewsSource

    let keeper: Timekeeper

    var weather = Weather()
    /// What failed by itself, and is left alone for a while.
    var setbacks = Setbacks<Target>()
    var storePause = StorePause()
    /// What the request is about that is away, as far as it can fail alone.
    var asked: Target?
    /// What is being done.
    var flight: Flight?
    var look = Look.wanted
    /// Whether the moments in the store are known to be of the present clock.
    var isAnchored = false
    var lastAnswer: Instant?
    var lastKey: Instant?
    /// When a key that was pressed here was last told to the process that is the engine.
    var presenceToldAt: Instant?
    var guards = GuardList()
    /// How often in a row a message could not be asked for.
    var vainLooks: [MessageID: Int] = [:]
    /// Rows that the store told to wait, and until when they are left alone.
    var parked: [MessageID: Instant] = [:]
    /// How attempts ended that the store could not take yet, by their rows.
    var unrecorded: [MessageID: Outcome] = [:]
    var passed = PassProgress()
    var tally = PassSummary()
    var isCatchingUp = true
    var isElsewhere = false
    /// The process that is the engine and was stopped.
    var stoppedElsewhere: Int32?
    /// Whether this process is about to be stopped, and leaves the engine to others.
    var isAside = false
    var landing: [CheckedContinuation<Void, Never>] = []
    var lastReport: EngineReport?

    private let queue = WorkQueue()
    private var isRunning = false
    private var isDraining = false
    private var runEnded: [CheckedContinuation<Void, Never>] = []
    var pause = Pause()

    package init(
        store: InboxStore, remote: any Remote, lock: EngineLock, settings: SyncSettings,
        surroundings: SyncSurroundings, mediaCache: MediaCache? = nil
    ) {
        (self.store, self.remote, self.lock) = (store, remote, lock)
        (self.settings, self.surroundings, self.mediaCache) = (settings, surroundings, mediaCache)
        let keeper = Timekeeper(now: surroundings.now, uptime: surroundings.uptime)
        self.keeper = keeper
        news = remote.news(
            for: NewsReader(
                store: store, pace: settings.pace, historyDays: settings.historyDays, now: { keeper.now },
                random: surroundings.random,
                display: { rows throws(SyncError) in try Self.display(rows, store, surroundings) },
                displayOf: surroundings.display, log: surroundings.log))
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// The present moment by a clock that goes on evenly; see `followClock`.
    var now: Instant { keeper.now }
    var pace: SyncPace { settings.pace }

    /// Works until the task is cancelled or `drain` is called. While another process holds the profile, waits for it to
    /// let go.
    package func run() async {
        guard !isRunning else { return }
        isRunning = true
        defer {
            isRunning = false
            runEnded.forEach { $0.resume() }
            runEnded = []
        }
        while await becomeEngine() {
            await turn()
        }
        news.close()
        if !isDraining { lock.giveBack() }
    }

    /// Hands over what is due and lets the undo windows run out, for `span` at most; then nothing more is started.
    ///
    /// For a process that has to end. Rows that wait for a person stay where they are. While another process is the
    /// engine, that one sends: this waits until it has, since what a process holds that is gone goes to a person.
    package func drain(within span: Duration) async {
        let end = uptime + span
        isDraining = true
        // What is being read can be read again; a message that is being sent is waited for all the same.
        flight?.giveUp()
        news.close()
        wake()
        if isRunning {
            await withCheckedContinuation { runEnded.append($0) }
        }
        defer { lock.giveBack() }
        while uptime < end {
            followClock()
            let deadline = moment(of: end)
            do throws(SyncError) {
                let isOurs = if lock.isHeld { true } else { try acquireLock() }
                guard isOurs else {
                    guard isWorthWaiting(for: openOutbox(), until: deadline) else { return }
                    await rest(until: min(deadline, now + pace.watchRow))
                    continue
                }
            } catch {
                return note(error, of: nil)
            }
            switch turn(for: .drain) {
            case .work(let job): await performInterruptibly(job)
            case .rest(let until?) where until <= deadline: await rest(until: until)
            case .rest: return
            }
        }
    }

    /// Whether something that is looked after here, or by nobody, leaves soon, or is leaving, by the engine of another
    /// process.
    private func isWorthWaiting(for open: [OutboxEntry], until deadline: Instant) -> Bool {
        let ours = open.filter { $0.asker == store.session || !surroundings.isAlive($0.asker) }
        // One that is being looked for leaves where it is not found.
        if ours.contains(where: { $0.state == .unknown && $0.attempts == 0 }) { return true }
        guard ours.contains(where: \.leavesByItself) else { return false }
        if ours.contains(where: { $0.state == .sending }) { return true }
        switch nextPush(open) {
        case .work: return true
        case .rest(let until?): return until <= deadline
        case .rest(nil), nil: return false
        }
    }

    /// Something that should be looked after sooner.
    package nonisolated func nudge(_ nudge: EngineNudge) {
        Task { await take(nudge) }
    }

    private var isWanted: Bool { !Task.isCancelled && !isDraining }

    private func becomeEngine() async -> Bool {
        while isWanted {
            if isAside {
                await rest(until: nil)
                continue
            }
            if lock.isHeld || mayAcquireLock() { return true }
            publish()
            await rest(until: now + pace.takeover)
        }
        return false
    }

    /// Takes the profile's lock, and with it the duty to settle what the process before left half done.
    func acquireLock() throws(SyncError) -> Bool {
        isElsewhere = try !stored { try lock.tryAcquire() }
        stoppedElsewhere = isElsewhere ? surroundings.stoppedElsewhere() : nil
        if isElsewhere { return false }
        try anchorMoments()
        settleLeftovers()
        publish()
        return true
    }

    /// The same for who can wait: a lock that nobody could have is a trouble that may pass.
    private func mayAcquireLock() -> Bool {
        do throws(SyncError) {
            return try acquireLock()
        } catch {
            note(error, of: nil)
            return false
        }
    }

    /// Attempts without an outcome become unknown, and held rows of a process that is gone wait for a person.
    func settleLeftovers() {
        do throws(SyncError) {
            // What is known of an attempt is not made unknown.
            try recordOutcomes()
            try stored { try store.recoverAttempts(now: now, isAlive: surroundings.isAlive) }
        } catch {
            note(error, of: nil)
        }
    }

    /// One thing: the most urgent job, or a rest.
    func turn() async {
        followClock()
        switch turn(for: .run) {
        case .work(let job): await performInterruptibly(job)
        case .rest(let until): await rest(until: until ?? now + pace.lookWhileIdle)
        }
        publish()
    }

    func take(_ nudge: EngineNudge) {
        switch nudge {
        case .outbox: break
        case .head:
            weather.hurry(at: now)
            setbacks = Setbacks()
            news.hurry()
            look = .wanted
            if isElsewhere { passPresenceOn() }
        case .conversation(let lead): guards.want(lead)
        case .keysPressed:
            defer { lastKey = now }
            if isElsewhere { return passPresenceOn() }
            // Whoever comes back to the keyboard should not wait for the end of an idle gap; all other keys may.
            if isActive { return }
        case .stored: if isElsewhere || !(hearsOfPresence() || hasWork) { return }
        }
        wake()
    }

    var isActive: Bool { lastKey.map { now - $0 < pace.activeFor } ?? false }

    /// When the next look for news is due: at its time, or when a part that was put off may be tried again.
    var nextLook: Due {
        switch look {
        case .wanted: return .atOnce
        case .made(let last):
            let pause = isFollowing ? pace.lookWhileFollowing : isActive ? pace.lookWhileActive : pace.lookWhileIdle
            let regular = Due.at(last + pause)
            return news.retryDue.map { min(regular, $0) } ?? regular
        }
    }
}

extension SyncEngine {
    /// The look for news, and whether one is wanted before its time.
    enum Look: Hashable {
        /// One is to begin at once.
        case wanted
        /// The last one ended then.
        case made(at: Instant)
    }
}
