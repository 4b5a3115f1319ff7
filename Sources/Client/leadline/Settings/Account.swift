import Messaging

/// Who we are at Twilio: the account, how we prove it, and which of its numbers are ours.
struct Account: Hashable, Sendable {
    var sid: String
    /// The account's own SID, or that of an API key.
    var username: String
    var secret: Secret
    var base: APIAddress
    /// The number that answers where nothing else says so.
    var number: PhoneNumber
    var moreNumbers: [PhoneNumber]
    var messagingServiceSID: String?

    init(
        sid: String, username: String, secret: Secret, base: APIAddress = .twilio, number: PhoneNumber,
        moreNumbers: [PhoneNumber] = [], messagingServiceSID: String? = nil
    ) {
        (self.sid, self.username, self.secret, self.base) = (sid, username, secret, base)
        (self.number, self.moreNumbers, self.messagingServiceSID) = (number, moreNumbers, messagingServiceSID)
    }

    /// Every number of ours once, the answering one first.
    var numbers: [PhoneNumber] {
        [number] + moreNumbers.filter { $0 != number }
    }

    /// The origin that a database is tied to: this account at this address.
    var source: String { "twilio:\(sid)@\(base)" }

    /// Whether `text` is a SID of the kind that begins with `prefix`.
    static func isSID(_ text: String, _ prefix: String) -> Bool {
        text.hasPrefix(prefix) && text.utf8.count == 34
            && text.utf8.dropFirst(2).allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 32) }
    }

    /// A number as settings may write it: E.164, with spaces and punctuation or without.
    static func number(_ text: String) -> PhoneNumber? {
        PhoneNumber(e164: text.filter { !" -().\u{A0}".contains($0) })
    }
}
