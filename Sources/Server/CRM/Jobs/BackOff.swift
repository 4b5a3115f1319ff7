/// How long a job that failed is left alone: twice as long each time, up to an hour, and never as long as another that
/// failed beside it.
struct BackOff: Hashable, Sendable {
    static let first = Duration.seconds(5)
    static let longest = Duration.seconds(3600)

    /// The pause after the `attempt`-th failure, from 1 on; a wish of the other end is kept where it is longer.
    static func pause(attempt: Int, wish: Duration?, chance: UInt64) -> Duration {
        let doublings = min(max(attempt - 1, 0), 10)
        let pause = min(longest, first * (1 << doublings))
        let jitter = pause * Int(chance % 256) / 1024
        return min(longest + jitter, max(pause + jitter, wish ?? .zero))
    }
}
