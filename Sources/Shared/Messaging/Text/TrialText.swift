/// The text of a message as it was written, without what Twilio puts before those of trial accounts.
package enum TrialText {
    /// Taken off by scalars: a mark that begins the text would else count as a part of the last space before it.
    package static func own(_ body: String) -> String {
        guard body.unicodeScalars.starts(with: prefix) else { return body }
        return String(String.UnicodeScalarView(body.unicodeScalars.dropFirst(prefix.count)))
    }

    private static let prefix = Array("Sent from your Twilio trial account - ".unicodeScalars)
}
