import Synchronization

/// A flag that one task raises and others look at.
package final class OnceRaised: Sendable {
    private let state = Mutex(false)

    package init() {}

    package var isUp: Bool { state.withLock { $0 } }

    package func raise() { state.withLock { $0 = true } }
}
