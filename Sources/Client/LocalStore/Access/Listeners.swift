internal import Synchronization

/// Those who want to know that something was committed here.
final class Listeners: Sendable {
    private let calls = Mutex<[@Sendable () -> Void]>([])

    func add(_ call: @escaping @Sendable () -> Void) { calls.withLock { $0.append(call) } }

    func tell() {
        for call in calls.withLock({ $0 }) { call() }
    }
}
