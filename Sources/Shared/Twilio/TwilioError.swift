package import TwilioAPI

/// Why Twilio did not do what was asked, sorted by what to do next.
///
/// Descriptions hold no number, text or secret; `detail` is for the log, `message` is Twilio's own and for the person's
/// eyes only.
package enum TwilioError: Error, Hashable, Sendable {
    /// Ask again later, not before `after` where Twilio named a time. A request to send that ends so did nothing at
    /// Twilio, and the message may be sent again.
    case tryLater(after: Duration?, Obstacle, detail: String)
    /// A request that changes something left, and nobody knows what became of it. Never repeat it; look for its result.
    case unknownOutcome(detail: String)
    /// Settings, account or key: a person has to act.
    case credentials(reason: String)
    /// Refused for good.
    case rejected(code: Int?, message: String?, status: Int)
    /// There is no such message, media or page, or no longer.
    case notFound
    /// The answer, or our request, made no sense.
    case ourFault(detail: String)

    /// What stood in the way of a request that may be made again.
    package enum Obstacle: Hashable, Sendable {
        /// The network did not carry the request to Twilio.
        case noConnection
        /// The request left, and no answer came. A request to send is never told to have met this or the next.
        case noAnswer
        /// An answer came that is none: Twilio, or something on the way there, is out of order.
        case outOfOrder
        /// Twilio is asked too much, and did nothing.
        case tooMany
    }

    /// The entry of Twilio's code in the table of plain words.
    package var known: TwilioErrorCode? {
        if case .rejected(let code?, _, _) = self { TwilioErrorCode.known(code) } else { nil }
    }

    /// What happened, for the person. `recipient` is the number to name in it.
    package func words(recipient: String? = nil) -> String {
        switch self {
        case .tryLater(_, .noConnection, _): "Twilio cannot be reached just now"
        case .tryLater(_, .tooMany, _): "Twilio is busy just now"
        case .tryLater: "Twilio has no answer just now"
        case .unknownOutcome: "Twilio's answer is missing; the message may have left"
        case .credentials(let reason): reason
        case .rejected(let code, let message, let status):
            known?.words(recipient: recipient) ?? message ?? code.map { "Twilio refused with error \($0)" }
                ?? "Twilio refused with status \(status)"
        case .notFound: "Twilio does not know it, or no longer"
        case .ourFault: "Twilio's answer was not understood"
        }
    }

    /// What to do about it, where there is something.
    package var remedy: String? {
        switch self {
        case .tryLater: "Leadline tries again by itself."
        case .unknownOutcome: "Leadline looks for it in Twilio's list."
        case .credentials(TwilioAccess.notConfigured):
            "Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER, or run leadline setup."
        case .credentials:
            "Correct the token or key in the settings or the TWILIO variables; leadline doctor checks them and says more."
        case .rejected: known?.remedy
        case .notFound: nil
        case .ourFault: "Update Leadline; if it stays, report it."
        }
    }
}

extension TwilioError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tryLater(let after, let obstacle, let detail):
            "try later\(after.map { " (after \($0))" } ?? ""), \(obstacle): \(detail)"
        case .unknownOutcome(let detail): "outcome unknown: \(detail)"
        case .credentials(let reason): "credentials: \(reason)"
        case .rejected(let code, _, let status):
            "rejected with status \(status), code \(code.map(String.init) ?? "none")"
        case .notFound: "not found"
        case .ourFault(let detail): "not understood: \(detail)"
        }
    }
}
