import Messaging

/// Who we are at Twilio: the account, how we prove it, and which of its numbers are ours.
struct TwilioAccount: Hashable, Sendable {
    var sid: String
    /// The account's own SID, or that of an API key.
    var username: String
    var secret: Secret
    var base: APIAddress
    /// The number that answers where nothing else says so.
    var number: PhoneNumber
    var moreNumbers: [PhoneNumber]
    var messagingServiceSID: String?
    /// Twilio's own region that the account lives in, such as `ie1`; `nil` is the United States.
    var region: String?

    init(
        sid: String, username: String, secret: Secret, base: APIAddress = .twilio, number: PhoneNumber,
        moreNumbers: [PhoneNumber] = [], messagingServiceSID: String? = nil, region: String? = nil
    ) {
        (self.sid, self.username, self.secret, self.base) = (sid, username, secret, base)
        (self.number, self.moreNumbers, self.messagingServiceSID) = (number, moreNumbers, messagingServiceSID)
        self.region = region
    }

    /// Every number of ours once, the answering one first.
    var numbers: [PhoneNumber] {
        moreNumbers.reduce(into: [number]) { numbers, next in
            if !numbers.contains(next) { numbers.append(next) }
        }
    }

    var senders: Senders { Senders(numbers: numbers, service: messagingServiceSID) }

    /// A number as settings may write it: E.164, with spaces and punctuation or without.
    static func number(_ text: String) -> PhoneNumber? {
        PhoneNumber(e164: text.filter { !" -().\u{A0}".contains($0) })
    }

    /// Whether `text` has the form of one of Twilio's regions: two letters and a digit.
    static func isRegion(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 3 && bytes.prefix(2).allSatisfy { (97...122).contains($0) }
            && (48...57).contains(bytes[2])
    }
}
