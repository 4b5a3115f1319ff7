package import LocalStore
package import Messaging

/// What keeps the store from being written to, and until when nothing is tried: a full disk or a lost file does not get
/// better by hurrying, and nothing may go out unrecorded.
package struct StorePause: Hashable, Sendable {
    package private(set) var problem: StoreError?
    package private(set) var until = Due.atOnce

    package init() {}

    package mutating func failed(_ problem: StoreError, at now: Instant, pause: Duration) {
        self.problem = problem
        until = .at(now + (problem == .busy ? pause : pause * 5))
    }

    /// The store took something.
    package mutating func succeeded() { self = StorePause() }

    /// The machine's clock was set by `step`.
    package mutating func move(by step: Duration) { until = until.moved(by: step) }
}
