package import HTTPTypes
internal import Synchronization
package import Transport

/// A network that does what a test wrote down, call by call, and fails every call that was not foreseen.
package final class ScriptedTransport: HTTPTransport {
    /// What one call meets.
    package enum Step: Sendable {
        case answer(HTTPAnswer)
        case failure(TransportError)

        /// An answer with a body of text.
        package static func answer(_ status: Int = 200, _ body: String = "{}", _ fields: HTTPFields = [:]) -> Step {
            .answer(
                HTTPAnswer(
                    response: HTTPResponse(status: .init(code: status), headerFields: fields), body: Array(body.utf8)))
        }
    }

    private struct Play {
        var steps: [Step]
        var calls: [HTTPCall] = []
    }

    private let play: Mutex<Play>

    package init(_ steps: [Step] = []) { play = Mutex(Play(steps: steps)) }

    /// Every call so far, those that failed included.
    package var calls: [HTTPCall] { play.withLock { $0.calls } }

    /// How many steps no call has met yet.
    package var stepsLeft: Int { play.withLock { $0.steps.count } }

    /// Writes down what the call after all others meets.
    package func add(_ step: Step) { play.withLock { $0.steps.append(step) } }

    package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let step = play.withLock { play -> Step? in
            play.calls.append(call)
            return play.steps.isEmpty ? nil : play.steps.removeFirst()
        }
        switch step {
        case .answer(let answer): return answer
        case .failure(let error): throw error
        case nil: throw .refused(reason: "The test foresaw no call to \(call.request.path ?? "/").")
        }
    }
}
