import HTTPTypes
import Synchronization
import Transport

/// The network as it is, and how many calls were under way at once. The far end cannot tell: a call that was given up
/// may still be with it when the next one comes.
final class CountedTransport: HTTPTransport {
    private let network = CurlTransport()
    private let calls = Mutex((now: 0, most: 0))
    private let turn = Mutex<(@Sendable (String) async -> Void)?>(nil)

    var most: Int { calls.withLock { $0.most } }

    /// Has `body` done with the path of each call that follows, before it leaves.
    func beforeEach(_ body: @escaping @Sendable (String) async -> Void) { turn.withLock { $0 = body } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        calls.withLock { calls in
            calls.now += 1
            calls.most = max(calls.most, calls.now)
        }
        defer { calls.withLock { $0.now -= 1 } }
        if let before = turn.withLock({ $0 }) { await before(call.request.path ?? "") }
        return try await network.send(call)
    }
}
