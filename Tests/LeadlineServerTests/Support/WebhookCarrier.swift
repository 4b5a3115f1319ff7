import HTTPTypes
import Synchronization
import TestSupport
import Transport

/// What stands between Twilio and the nodes, as a proxy does: a webhook for the public address goes to a node that is up,
/// and again until one has taken it. It may also be as unruly as the network is.
final class WebhookCarrier: HTTPTransport {
    /// The address that the nodes and Twilio know; nobody listens there.
    static let publicBase = "http://127.0.0.1:9"

    enum Manner: Sendable {
        case straight
        /// Late, out of order, and at times to several nodes or twice to one.
        case unruly
        /// Status callbacks stay here until they are asked for; the rest goes straight.
        case holdingStatus
    }

    private struct State {
        var manner = Manner.straight
        var nodes: [String] = []
        var held: [HTTPCall] = []
        var refused: [Int] = []
        var count = 0
    }

    private let state = Mutex(State())
    private let network = CurlTransport()

    func point(to nodes: [String]) { state.withLock { $0.nodes = nodes } }
    func behave(_ manner: Manner) { state.withLock { $0.manner = manner } }

    /// The status callbacks that wait here, in the order in which they came.
    var held: [HTTPCall] { state.withLock { $0.held } }
    /// The answers that were neither a yes nor a wish to come again: Twilio would not have come again.
    var refused: [Int] { state.withLock { $0.refused } }
    /// How many deliveries a node has said yes to, those that were made twice included.
    var count: Int { state.withLock { $0.count } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let manner = state.withLock { $0.manner }
        switch manner {
        case .straight: return try await carry(call)
        case .holdingStatus:
            guard call.request.path?.contains("/status") == true else { return try await carry(call) }
            state.withLock { $0.held.append(call) }
            return HTTPAnswer(response: HTTPResponse(status: .noContent))
        case .unruly:
            await Self.pause(.milliseconds(Int.random(in: 0...120)))
            let copies = [1, 1, 1, 2, 2, 3].randomElement() ?? 1
            let others = (1..<copies).map { _ in Task { try await carry(call) } }
            let answer = try await carry(call)
            for other in others { _ = await other.result }
            return answer
        }
    }

    /// Brings a webhook to one node after the other until one takes it.
    func carry(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        var last = HTTPAnswer(response: HTTPResponse(status: .badGateway))
        for _ in 0..<400 {
            if let node = state.withLock({ $0.nodes.randomElement() }) {
                var call = call
                call.request.authority = String(node.dropFirst("http://".count))
                // A node that is not there, or that is killed before it answers, is one to come back to.
                if let answer = try? await network.send(call) {
                    last = answer
                    let code = answer.response.status.code
                    if (200..<300).contains(code) {
                        state.withLock { $0.count += 1 }
                        return answer
                    }
                    if code < 500 {
                        state.withLock { $0.refused.append(code) }
                        return answer
                    }
                }
            }
            await Self.pause(.milliseconds(50))
        }
        return last
    }

    // Who is canceled does not wait any longer.
    private static func pause(_ span: Duration) async { try? await Task.sleep(for: span) }
}
