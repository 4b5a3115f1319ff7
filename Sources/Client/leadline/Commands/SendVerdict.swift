import Messaging

/// What the state of a message that was to be sent means for the exit code.
///
/// Only what Twilio has taken is success; what a server has is on its way, and leaves from there. Nothing here invites to
/// send again what may still leave.
enum SendVerdict {
    /// Twilio's code for a recipient who has opted out.
    private static let optedOut = 21_610

    /// What is said of a message that stays in the outbox.
    static let doNotRepeat = "Do not send it again: it leaves with the next `leadline sync` or while the inbox is open."

    /// `nil` when it was handed over. A refusal names the number that it is about.
    /// `delay` is why it still waits, where it does.
    static func complaint(
        _ row: MessageRow, to peer: PeerAddress?, delay: SendDelay? = nil, of remote: RemoteName = .twilio
    ) -> Complaint? {
        let reason =
            row.errorCode.flatMap(ErrorSentence(to: peer).words) ?? row.errorText.map { visible($0) }
            ?? row.errorCode.map { "Twilio reports error \($0)." }
        if row.isWithServer { return complaint(ofServed: row, reason) }
        if row.errorCode == optedOut { return Complaint(.blocked, reason ?? "This lead has opted out.") }
        switch row.sendState {
        case .submitted where row.status?.isFailure == true:
            return Complaint(.refused, "It was not delivered. \(reason ?? "Nobody says why.")")
        case .submitted, .scheduled, nil: return nil
        case .unknown:
            return Complaint(
                .outcomeUnknown, "The request left and no answer came back.", advice: remote.onUnknown)
        case .sending:
            return Complaint(
                .outcomeUnknown, "It is being sent, and no answer has come yet.",
                advice: "Do not send it again: `leadline show` tells what becomes of it.")
        case .pending, .held:
            return Complaint(.tryLater, (delay ?? .outOfTime).sentence(remote), advice: doNotRepeat)
        case .rejected: return Complaint(.refused, reason ?? "\(remote.name) refused the message.")
        case .blocked: return Complaint(.blocked, "This lead may not be written to.")
        case .absent, .canceled: return Complaint(.failure, "The message did not leave.")
        }
    }

    /// What is said of a message that a server looks after.
    private static func complaint(ofServed row: MessageRow, _ reason: String?) -> Complaint? {
        switch row.sendState {
        case .pending, .sending:
            Complaint(
                .tryLater, "The server has the message and has not sent it yet.",
                advice: "Do not send it again: it leaves from the server.")
        case .unknown:
            Complaint(
                .outcomeUnknown, "The server sent it and got no answer.",
                advice: "It looks whether it left; it is never sent again by itself.")
        case .held:
            Complaint(
                .tryLater, reason ?? "The server keeps the message back.",
                advice: "Do not send it again: it waits on the server.")
        case .scheduled, .submitted, .rejected, .absent, .canceled, .blocked, nil: nil
        }
    }
}
