import HTTPTypes
import Messaging
import Synchronization
import Transport

/// The moment at which simulated time begins: 23 November 2026, 12:00:00 UTC.
let start = Instant(seconds: 1_795_435_200)

/// A way to the network that leads nowhere: it keeps what it is given, and answers as it was told.
final class RecordingTransport: HTTPTransport {
    private struct State {
        var calls: [HTTPCall] = []
        var outcomes: [Result<HTTPAnswer, TransportError>] = []
    }

    private let state: Mutex<State>

    /// `outcomes` are given in turn; afterwards every call is answered with an empty 200.
    init(_ outcomes: [Result<HTTPAnswer, TransportError>] = []) { state = Mutex(State(outcomes: outcomes)) }

    var calls: [HTTPCall] { state.withLock { $0.calls } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let outcome = state.withLock { state in
            state.calls.append(call)
            return state.outcomes.isEmpty ? .success(Self.answer(200)) : state.outcomes.removeFirst()
        }
        return try outcome.get()
    }

    static func answer(_ status: Int, type: String? = nil, _ body: String = "") -> HTTPAnswer {
        var response = HTTPResponse(status: HTTPResponse.Status(code: status))
        response.headerFields[.contentType] = type
        return HTTPAnswer(response: response, body: Array(body.utf8))
    }
}

extension HTTPCall {
    /// The fields of the form in the body.
    var fields: [String: String] {
        let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (halves[0], halves.count > 1 ? halves[1] : "")
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
