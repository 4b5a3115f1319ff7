package import LocalStore

/// Why a request, or a command that is made of requests, came to nothing, by what to do next.
///
/// `detail` is for the log; neither it nor a description holds the text of a message, a whole number or a secret.
package enum SyncError: Error {
    /// The network did not carry the request there, or a reading's answer back. Nothing was changed. Try again later.
    case unreachable(detail: String)
    /// The remote is asked too much and did not take the request. Ask nothing before `after`.
    case busy(after: Duration?, detail: String)
    /// An answer came that is none, and nothing was changed: the remote, or something on the way, is out of order, for
    /// this request at least. Try again later, not before `after`.
    case outOfOrder(after: Duration?, detail: String)
    /// A request that changes something left, and nobody knows what became of it.
    case outcomeUnknown(detail: String)
    /// The remote refuses this account or key; a person has to act.
    case credentials(reason: String)
    /// The remote refused what was to be sent, for good.
    case rejected(code: Int?, text: String?)
    /// The remote has no such thing, or no longer.
    case gone
    /// Another process holds this profile's engine.
    case elsewhere
    /// The store failed; its error says what helps.
    case store(StoreError)
    /// The remote's answer, or our request, made no sense. A fault of one of the two programs.
    case ourFault(detail: String)

    /// Whether it is likely to pass by itself.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .elsewhere: true
        case .store(.busy): true
        case .credentials, .rejected, .gone, .store, .ourFault: false
        }
    }

    /// Whether it is what an answer said, be it a refusal.
    var isAnswer: Bool {
        switch self {
        case .busy, .outOfOrder, .credentials, .rejected, .gone: true
        case .unreachable, .outcomeUnknown, .elsewhere, .store, .ourFault: false
        }
    }

    /// How long the remote asks to be left alone.
    var retryAfter: Duration? {
        switch self {
        case .busy(let after, _), .outOfOrder(let after, _): after
        case .unreachable, .outcomeUnknown, .credentials, .rejected, .gone, .elsewhere, .store, .ourFault: nil
        }
    }

    /// What a person has to mend before anything else is of use, in words for the screen.
    var standingReason: String? {
        switch self {
        case .credentials(let reason): reason
        case .store(let problem): "\(problem)"
        case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .rejected, .gone, .elsewhere, .ourFault: nil
        }
    }
}
