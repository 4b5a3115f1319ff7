/// Why there is no answer, sorted by what may be done next.
///
/// Descriptions name at most the host; never a path, a header or a body.
package enum TransportError: Error, Hashable, Sendable {
    /// Nothing of the body left this machine: no name, no connection, no TLS. Sending again is safe.
    case notSent(detail: String)
    /// The body left, wholly or in part, and no whole answer came. Nobody knows whether the far end did the work.
    case unknownOutcome(detail: String)
    /// The caller gave up. Before sending, nothing of the body had left.
    case canceled(beforeSending: Bool)
    /// The answer was longer than the call allows.
    case tooLarge
    /// This call will never be made: plain text to another machine, or no usable address.
    case refused(reason: String)
}

extension TransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSent(let detail): "The request did not leave: \(detail)"
        case .unknownOutcome(let detail): "The request left and no whole answer came: \(detail)"
        case .canceled(beforeSending: true): "The request was given up before it left."
        case .canceled(beforeSending: false): "The request was given up after it had left."
        case .tooLarge: "The answer was larger than allowed."
        case .refused(let reason): reason
        }
    }
}
