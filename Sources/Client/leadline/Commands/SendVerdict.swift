import Messaging

/// What the state of a message that was to be sent means for the exit code.
///
/// Only what Twilio has taken is success. Nothing here invites to send again what may still leave.
enum SendVerdict {
    /// Twilio's code for a recipient who has opted out.
    private static let optedOut = 21_610

    /// What is said of a message that stays in the outbox.
    static let doNotRepeat = "Do not send it again: it leaves with the next `leadline sync` or while the inbox is open."

    /// `nil` when it was handed over. A refusal names the number that it is about.
    /// `delay` is why it still waits, where it does.
    static func complaint(_ row: MessageRow, to peer: PeerAddress?, delay: SendDelay? = nil) -> Complaint? {
        let reason =
            row.errorCode.flatMap(ErrorSentence(to: peer).words) ?? row.errorText.map { visible($0) }
            ?? row.errorCode.map { "Twilio reports error \($0)." }
        if row.errorCode == optedOut { return Complaint(.blocked, reason ?? "This lead has opted out.") }
        switch row.sendState {
        case .submitted where row.status?.isFailure == true:
            return Complaint(.refused, "It was not delivered. \(reason ?? "Twilio does not say why.")")
        case .submitted, .scheduled, nil: return nil
        case .unknown:
            return Complaint(
                .outcomeUnknown, "The request left and no answer came back.",
                advice: "Leadline looks for it in Twilio's list; it is never sent again by itself.")
        case .sending:
            return Complaint(
                .outcomeUnknown, "It is being sent, and no answer has come yet.",
                advice: "Do not send it again: `leadline show` tells what becomes of it.")
        case .pending, .held:
            return Complaint(.tryLater, (delay ?? .outOfTime).sentence, advice: doNotRepeat)
        case .rejected: return Complaint(.refused, reason ?? "Twilio refused the message.")
        case .blocked: return Complaint(.blocked, "This lead may not be written to.")
        case .absent, .canceled: return Complaint(.failure, "The message did not leave.")
        }
    }
}
