/// The text of a message as it was written, without what Twilio puts before those of trial accounts.
package enum TrialText {
    package static func own(_ body: String) -> String {
        body.hasPrefix(prefix) ? String(body.dropFirst(prefix.count)) : body
    }

    private static let prefix = "Sent from your Twilio trial account - "
}
