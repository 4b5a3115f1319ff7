internal import Messaging
internal import Synchronization

/// Tells those who wait on this node that a tenant's rows have changed.
///
/// A wake may be lost, and one may come for nothing: it says that looking is worth while, and nothing else.
final class Wakes: Sendable {
    private struct State {
        var waiting: [Int: AsyncStream<TenantID>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())
    /// What is kept for somebody who does not listen; who finds more than that missing looks anyway.
    private static let kept = 1024

    func tell(_ tenant: TenantID) {
        let waiting = state.withLock { Array($0.waiting.values) }
        for continuation in waiting { continuation.yield(tenant) }
    }

    func stream() -> AsyncStream<TenantID> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: TenantID.self, bufferingPolicy: .bufferingNewest(Self.kept))
        let number = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        return stream
    }

    /// Ends all streams.
    func finish() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.finish() }
    }

    private func forget(_ number: Int) { state.withLock { $0.waiting[number] = nil } }
}
