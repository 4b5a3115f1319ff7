package import Messaging

/// What a profile wants of its engine.
package struct SyncSettings: Sendable {
    /// Our own numbers. Nothing of the account that passes none of them is stored.
    package var numbers: [PhoneNumber]
    /// How far back history is fetched, or `nil` for all of it.
    package var historyDays: Int?
    package var pace: SyncPace
    /// Rows a page: of a quick look, of the first and of thorough ones, and of history.
    package var quickPage = 20
    package var thoroughPage = 100
    package var historyPage = 1000
    /// The largest attachment that is fetched, in bytes.
    package var mediaLimit = 32 << 20

    package init(numbers: [PhoneNumber], historyDays: Int? = nil, pace: SyncPace = .standard) {
        (self.numbers, self.historyDays, self.pace) = (numbers, historyDays, pace)
    }
}

/// What the engine gets from outside: time, chance, and what only the program knows.
package struct SyncSurroundings: Sendable {
    package var now: @Sendable () -> Instant
    /// Returns after the span, or as soon as the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    /// A number in 0 ..< 1.
    package var random: @Sendable () -> Double
    /// How addresses are written for people; asked when the first message of each comes.
    package var display: @Sendable (Set<PeerAddress>) -> [PeerAddress: String]
    /// Whether the process still runs that wrote a row of the outbox, by the row's session.
    package var isAlive: @Sendable (String) -> Bool
    /// Called when something in the report changed.
    package var report: @Sendable (EngineReport) -> Void
    /// A line for the log, without text, whole numbers or secrets.
    package var log: @Sendable (String) -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async -> Void,
        random: @escaping @Sendable () -> Double,
        display: @escaping @Sendable (Set<PeerAddress>) -> [PeerAddress: String] = { _ in [:] },
        isAlive: @escaping @Sendable (String) -> Bool = { _ in false },
        report: @escaping @Sendable (EngineReport) -> Void = { _ in },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        (self.now, self.sleep, self.random) = (now, sleep, random)
        (self.display, self.isAlive, self.report, self.log) = (display, isAlive, report, log)
    }
}
