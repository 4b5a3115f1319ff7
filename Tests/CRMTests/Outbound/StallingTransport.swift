import HTTPTypes
import Synchronization
import Transport

/// A line to Twilio on which a kind of request hangs, from when it is told to until it is let go.
final class StallingTransport: HTTPTransport {
    private struct State {
        var method: HTTPRequest.Method?
        var stalled: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let network = CurlTransport()

    /// How many requests hang.
    var count: Int { state.withLock { $0.stalled.count } }

    /// Has the next request with `method` hang, before it leaves.
    func stall(_ method: HTTPRequest.Method) { state.withLock { $0.method = method } }

    func letGo() {
        let stalled = state.withLock { state in
            defer { state.stalled = [] }
            return state.stalled
        }
        for continuation in stalled { continuation.resume() }
    }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        await withCheckedContinuation { continuation in
            let hangs = state.withLock { state in
                guard state.method == call.request.method else { return false }
                state.method = nil
                state.stalled.append(continuation)
                return true
            }
            if !hangs { continuation.resume() }
        }
        return try await network.send(call)
    }
}
