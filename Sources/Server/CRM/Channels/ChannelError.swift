package import Secrets

/// Why a channel is not as it was asked to be, sorted by what to do next. Sentences are for people and hold no secret.
package enum ChannelError: Error, Sendable {
    /// Twilio could not be asked. Try again in a moment.
    case unreachable(String)
    /// Somebody has changed the channel meanwhile. Read it again.
    case stale
    /// There is no such channel in this tenant.
    case notFound
    /// The account does not own the number, or another channel has it.
    case notOwned(String)
    /// Twilio refuses the account or the token.
    case credentialsRefused(String)
    /// The row lacks something that Twilio asks for.
    case incomplete(String)
    /// Something hard stands in the way; all findings, so that a person sees them together.
    case notReady([ChannelFinding])
    /// No address is set at which Twilio could reach this server.
    case noPublicAddress
    /// The token is the one that is in use.
    case sameToken
    /// The secrets of the channel cannot be opened: the key file lacks their key, or the row was tampered with.
    case sealed(SealError)
}

extension ChannelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let detail): "Twilio cannot be asked (\(detail))."
        case .stale: "The channel was changed in the meantime."
        case .notFound: "There is no such channel."
        case .notOwned(let sentence), .credentialsRefused(let sentence), .incomplete(let sentence): sentence
        case .notReady(let findings):
            "The channel is not ready: " + findings.filter { $0.severity == .hard }.map(\.code).joined(separator: ", ")
        case .noPublicAddress: "No public address of this server is set; set WEBHOOK_URL."
        case .sameToken: "This is the token that the channel has."
        case .sealed(let error): "The channel's secrets cannot be opened: \(error)."
        }
    }
}
