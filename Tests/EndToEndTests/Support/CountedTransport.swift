import Synchronization
import Transport

/// The network as it is, and how many calls were under way at once. The far end cannot tell: a call that was given up
/// may still be with it when the next one comes.
final class CountedTransport: HTTPTransport {
    private let network = CurlTransport()
    private let calls = Mutex((now: 0, most: 0))

    var most: Int { calls.withLock { $0.most } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        calls.withLock { calls in
            calls.now += 1
            calls.most = max(calls.most, calls.now)
        }
        defer { calls.withLock { $0.now -= 1 } }
        return try await network.send(call)
    }
}
