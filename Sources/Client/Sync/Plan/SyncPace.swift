import Messaging

/// Every wait of the engine in one value, so that a test can run ten minutes of patience in a blink.
///
/// Waits are this process's own time. Spans that are compared with the remote's dates (overlaps, the age at which a
/// state counts as final) are facts of the protocol and stay as they are when the waits are scaled.
package struct SyncPace: Hashable, Sendable {
    /// From the end of one look at the heads of all lists to the next, while a person is at the keyboard.
    package var lookWhileActive: Duration = .seconds(4)
    /// The same while nobody is.
    package var lookWhileIdle: Duration = .seconds(25)
    /// The same while the remote tells by itself what is new.
    package var lookWhileFollowing: Duration = .seconds(300)
    /// How long after a key press a person still counts as being at the keyboard.
    package var activeFor: Duration = .seconds(60)
    /// How often a look goes back as far as `overlap`, to find what surfaced below the newest rows.
    package var thoroughEvery: Duration = .seconds(600)

    /// How often a look goes back a day, to find what surfaced very late.
    package var deepEvery: Duration = .seconds(3600)

    /// How often it is asked which numbers are ours.
    package var numbersEvery: Duration = .seconds(3600)

    /// Gaps between the looks at a message that is still on its way; the last one repeats.
    package var statusGaps: [Duration] =
        [2, 3, 5, 10, 20, 60, 300, 900, 3600, 14_400, 43_200, 86_400].map { .seconds($0) }
    /// Gaps between the looks at a final message that has no price yet: an hour and a day after it became final.
    package var priceGaps: [Duration] = [.seconds(3600), .seconds(86_400 - 3600)]
    /// After how long something is asked for again that alone could not be had, by the number of failures in a row.
    package var setbackGaps: [Duration] = [5, 30, 120, 600, 3600].map { .seconds($0) }
    /// When a message whose outcome is unknown is looked for, counted from its attempt. The last look decides.
    package var reconcileAfter: [Duration] = [5, 30, 120, 600].map { .seconds($0) }

    /// After how long of failing alone a number is said not to be read.
    package var saidToFailAfter: Duration = .seconds(60)
    /// How long a request may take before a text that is due no longer waits for it. A fact of lines: it stays as it is
    /// when the waits are scaled.
    package var patience: Duration = .seconds(2)
    /// The longest wait of what keeps the line without an answer, again and again, while all else is answered.
    package var hangCap: Duration = .seconds(300)

    package var backoff = Backoff()
    /// How long the engine waits before it asks again a remote that refused its credentials.
    package var refusedRetry: Duration = .seconds(300)
    /// How often a process that is not the engine tries to become it.
    package var takeover: Duration = .seconds(2)
    /// How often a process that is not the engine reads a row that another one is sending.
    package var watchRow: Duration = .milliseconds(100)
    /// After a gap in the network longer than this, what arrives first is old news.
    package var catchUpAfter: Duration = .seconds(120)

    /// A text that would first leave later than this after Enter is held, and a person is asked.
    package var staleAfter: Duration = .seconds(900)

    /// How far a thorough look goes back behind the one before; the remote may show a message late.
    package var overlap: Duration = .seconds(3600)
    /// How far back a deep look goes.
    package var deepOverlap: Duration = .seconds(86_400)
    /// What is added to the time that was missed after the engine did not run.
    package var overlapAfterDowntime: Duration = .seconds(86_400)
    /// After this long without a receipt, `sent` is taken for the last word.
    package var sentIsFinalAfter: Duration = .seconds(72 * 3600)

    package init() {}

    package static let standard = SyncPace()

    /// The same pace with every wait multiplied by `factor`.
    package func scaled(by factor: Double) -> SyncPace {
        var pace = self
        let waits: [WritableKeyPath<SyncPace, Duration>] = [
            \.lookWhileActive, \.lookWhileIdle, \.lookWhileFollowing, \.activeFor, \.thoroughEvery, \.deepEvery,
            \.refusedRetry, \.takeover,
            \.watchRow, \.numbersEvery, \.saidToFailAfter, \.hangCap, \.catchUpAfter, \.backoff.unit, \.backoff.cap,
            \.backoff.retryAfterCap,
        ]
        for wait in waits { pace[keyPath: wait] = pace[keyPath: wait] * factor }
        for waits in [\SyncPace.statusGaps, \.priceGaps, \.setbackGaps, \.reconcileAfter] {
            pace[keyPath: waits] = pace[keyPath: waits].map { $0 * factor }
        }
        return pace
    }
}
