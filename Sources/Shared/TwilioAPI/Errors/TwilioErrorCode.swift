/// One of Twilio's error codes, in words that help the person who was writing to a lead.
///
/// Twilio refines its codes over time. A code that is not in the table is final for its message: show code and text.
package struct TwilioErrorCode: Hashable, Sendable {
    /// What the codes of one kind have in common.
    package enum Family: String, Hashable, Sendable, CaseIterable {
        case credentials, account, permission, request, notFound, conflict, server, rate
        case recipient, country, sender, optOut, trial, content, media, schedule, service, queue, carrier, filtered
        case registration, channel, webhook
    }

    /// Whether sending the same text again can help.
    package enum Retry: Hashable, Sendable {
        case never
        /// Never processed: at once, after a pause.
        case atOnce
        /// In some minutes or hours.
        case later
        /// It may help or not; a person decides.
        case perhaps
        /// Nobody knows whether the message was taken: look for it before anything else.
        case reconcile
        /// Not before the recipient has written START.
        case afterStart
    }

    package let code: Int
    package let family: Family
    package let retry: Retry
    private let sentence: String
    /// What to do about it.
    package let remedy: String

    init(code: Int, family: Family, retry: Retry, sentence: String, remedy: String) {
        (self.code, self.family, self.retry) = (code, family, retry)
        (self.sentence, self.remedy) = (sentence, remedy)
    }

    /// What happened. `recipient` is the number as it is to be shown, where it may be.
    package func words(recipient: String? = nil) -> String {
        guard let place = sentence.range(of: Self.place) else { return sentence }
        return sentence[..<place.lowerBound] + (recipient.map { "number \($0)" } ?? "number")
            + sentence[place.upperBound...]
    }

    /// The entry of that code, or `nil` where the table has none.
    package static func known(_ code: Int) -> TwilioErrorCode? { byCode[code] }

    package static let all: [TwilioErrorCode] = TwilioErrorTable.rows.flatMap { row in
        row.codes.map { code in
            TwilioErrorCode(code: code, family: row.family, retry: row.retry, sentence: row.words, remedy: row.remedy)
        }
    }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
    private static let place = "{number}"
}

extension String {
    /// Where `part` first stands in the text.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        indices.lazy.filter { self[$0...].hasPrefix(part) }.first.map { $0..<index($0, offsetBy: part.count) }
    }
}
