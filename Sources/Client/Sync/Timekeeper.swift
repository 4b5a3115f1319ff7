import Messaging
import Synchronization

/// The engine's clock: it goes on evenly, and follows a wall's clock that was set only when it is told to.
final class Timekeeper: Sendable {
    private let wall: @Sendable () -> Instant
    private let passed: @Sendable () -> Uptime
    private let clock: Mutex<SteadyClock>

    init(now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Uptime) {
        (wall, passed) = (now, uptime)
        clock = Mutex(SteadyClock(wall: now(), uptime: uptime()))
    }

    var now: Instant { clock.withLock { $0.now(passed()) } }
    var uptime: Uptime { passed() }

    /// How far somebody has set the wall's clock, where it was set.
    func step() -> SteadyClock.Step? { clock.withLock { $0.step(wall: wall(), uptime: passed()) } }

    func follow(_ step: SteadyClock.Step) { clock.withLock { $0.follow(step) } }
}
