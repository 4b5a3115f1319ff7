package import Messaging
import Synchronization

/// What the store needs of the world around it: the wall's clock, the time that has passed, and chance.
package struct StoreSurroundings: Sendable {
    package var now: @Sendable () -> Instant
    package var uptime: @Sendable () -> Uptime
    package var chance: @Sendable () -> UInt64
    private let ids = IDs()

    package init(
        now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Uptime,
        chance: @escaping @Sendable () -> UInt64
    ) {
        (self.now, self.uptime, self.chance) = (now, uptime, chance)
    }

    /// An id that nothing else has, and that sorts behind those that were made here before it.
    package func newID<ID: EntityID>(at moment: Instant, as type: ID.Type = ID.self) -> ID {
        ID(newUniqueID(at: moment))
    }

    func newUniqueID(at moment: Instant) -> UniqueID {
        var source = Source(chance: chance)
        return ids.sequence.withLock { $0.next(at: moment, &source) }
    }

    private final class IDs: Sendable {
        let sequence = Mutex(UniqueIDSequence())
    }

    private struct Source: RandomNumberGenerator {
        let chance: @Sendable () -> UInt64
        func next() -> UInt64 { chance() }
    }
}
