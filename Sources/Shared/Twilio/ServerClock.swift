package import Messaging

/// The time at a server, by the dates of its last answers.
///
/// One answer can be dated by something on the way that has a clock of its own. What a message is later looked for by
/// must not hang on that one: several answers have to agree, or one with this machine's clock.
package struct ServerClock: Sendable {
    private struct Sample {
        let time: Instant
        let at: Uptime
        let agreesWithUs: Bool

        func now(_ uptime: Uptime) -> Instant { time + (uptime - at) }
    }

    /// The newest last.
    private var samples: [Sample] = []

    package init() {}

    /// How many answers are remembered; of so many two may be wrong.
    private static let kept = 5
    /// How many answers tell the time without a second witness.
    private static let enough = 3
    /// How far clocks that agree are apart at most.
    private static let agreement = Duration.seconds(30)

    /// An answer of `uptime` said that it was `time`, while this machine's clock said `wall`.
    package mutating func learn(_ time: Instant, at uptime: Uptime, wall: Instant) {
        samples.append(Sample(time: time, at: uptime, agreesWithUs: Self.apart(time, wall) <= Self.agreement))
        if samples.count > Self.kept { samples.removeFirst() }
    }

    /// The time now, as well as it is known: what most answers say, the newest where there is no most. `nil` before the
    /// first.
    package func time(_ uptime: Uptime) -> Instant? { sureTime(uptime) ?? samples.last.map { $0.now(uptime) } }

    /// The time now, where it hangs on no single clock.
    package func sureTime(_ uptime: Uptime) -> Instant? {
        let told = samples.map { $0.now(uptime) }.sorted()
        if told.count >= Self.enough { return told[told.count / 2] }
        if told.count == 2, Self.apart(told[0], told[1]) <= Self.agreement { return samples[1].now(uptime) }
        return samples.last(where: \.agreesWithUs)?.now(uptime)
    }

    private static func apart(_ one: Instant, _ other: Instant) -> Duration { one < other ? other - one : one - other }
}
