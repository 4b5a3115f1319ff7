package import Messaging

/// What a profile wants of its engine.
package struct SyncSettings: Sendable {
    /// How far back history is fetched, or `nil` for all of it.
    package var historyDays: Int?
    package var pace: SyncPace
    /// The largest attachment that is fetched, in bytes.
    package var mediaLimit = 32 << 20

    package init(historyDays: Int? = nil, pace: SyncPace = .standard) {
        (self.historyDays, self.pace) = (historyDays, pace)
    }
}

/// What the engine gets from outside: time, chance, and what only the program knows.
package struct SyncSurroundings: Sendable {
    /// This machine's clock, which somebody may set.
    package var now: @Sendable () -> Instant
    /// A clock that only goes on.
    package var uptime: @Sendable () -> Uptime
    /// Returns after the span, or as soon as the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    /// The same beside a request that is away.
    package var alarm: @Sendable (Duration) async -> Void
    /// A number in 0 ..< 1.
    package var random: @Sendable () -> Double
    /// How addresses are written for people; asked when the first message of each comes.
    package var display: @Sendable (Set<PeerAddress>) -> [PeerAddress: String]
    /// Whether the process still runs that wrote a row of the outbox, by the row's session.
    package var isAlive: @Sendable (String) -> Bool
    /// The process that holds the engine and was stopped, by its number; asked where the engine is taken.
    package var stoppedElsewhere: @Sendable () -> Int32?
    /// Called when something in the report changed.
    package var report: @Sendable (EngineReport) -> Void
    /// Called with a sentence for the person, of something that was taken back.
    package var tell: @Sendable (String) -> Void
    /// A line for the log, without text, whole numbers or secrets.
    package var log: @Sendable (String) -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Uptime,
        sleep: @escaping @Sendable (Duration) async -> Void,
        alarm: (@Sendable (Duration) async -> Void)? = nil,
        random: @escaping @Sendable () -> Double,
        display: @escaping @Sendable (Set<PeerAddress>) -> [PeerAddress: String] = { _ in [:] },
        isAlive: @escaping @Sendable (String) -> Bool = { _ in false },
        stoppedElsewhere: @escaping @Sendable () -> Int32? = { nil },
        report: @escaping @Sendable (EngineReport) -> Void = { _ in },
        tell: @escaping @Sendable (String) -> Void = { _ in },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        (self.now, self.uptime, self.sleep, self.random) = (now, uptime, sleep, random)
        (self.alarm, self.stoppedElsewhere) = (alarm ?? sleep, stoppedElsewhere)
        (self.display, self.isAlive, self.report, self.tell, self.log) = (display, isAlive, report, tell, log)
    }
}
