import Inbox
import Messaging
import TwilioAPI

/// Twilio's error codes in plain words with their remedies, about one recipient where it is known.
struct ErrorSentence {
    /// The number to name, as it is shown.
    private let recipient: String?

    init(to recipient: PeerAddress?) { self.recipient = recipient.map { visible($0.text, limit: 60) } }

    /// What happened and what helps, or `nil` for a code that is not known.
    func words(_ code: Int) -> String? {
        Self.parts(code, recipient).map { "\($0.what). \($0.remedy)" }
    }

    /// The same in two parts, for the screen.
    static func parts(_ code: Int, _ recipient: String?) -> ErrorWords? {
        TwilioErrorCode.known(code).map { ErrorWords(what: $0.words(recipient: recipient), remedy: $0.remedy) }
    }
}
