/// A number that the account owns, with where Twilio reports its messages.
package struct IncomingNumber: Hashable, Sendable {
    package var sid: String
    /// Whose it is, as the row itself says.
    package var accountSID: String?
    /// E.164, or the digits of a short code.
    package var phoneNumber: String
    package var friendlyName: String?
    package var canSMS: Bool
    package var canMMS: Bool
    package var smsURL: String?
    package var smsMethod: String?
    /// Where this is set, Twilio ignores the URLs of the number itself.
    package var smsApplicationSID: String?

    /// Reads a page of the account's numbers.
    package static func decodePage(_ bytes: [UInt8]) throws(DecodingFault) -> ResourcePage<IncomingNumber> {
        try .decode(bytes, "incoming_phone_numbers") { IncomingNumber($0) }
    }

    /// Reads one of them by itself.
    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> IncomingNumber {
        guard let number = IncomingNumber(try JSONValue(bytes)) else { throw .missing("number") }
        return number
    }

    private init?(_ row: JSONValue) {
        guard let sid = row["sid"].words, let number = row["phone_number"].words else { return nil }
        (self.sid, accountSID, phoneNumber) = (sid, row["account_sid"].words, number)
        friendlyName = row["friendly_name"].words
        // Twilio names the abilities in lower case here and in upper case in older answers.
        let abilities = row["capabilities"]
        canSMS = abilities["sms"].isTrue || abilities["SMS"].isTrue
        canMMS = abilities["mms"].isTrue || abilities["MMS"].isTrue
        (smsURL, smsMethod) = (row["sms_url"].words, row["sms_method"].words)
        smsApplicationSID = row["sms_application_sid"].words
    }
}

/// A number that a trial account may write to, because somebody has verified it.
package struct VerifiedCallerID: Hashable, Sendable {
    package var phoneNumber: String
    package var friendlyName: String?

    /// Reads a page of the account's verified numbers.
    package static func decodePage(_ bytes: [UInt8]) throws(DecodingFault) -> ResourcePage<VerifiedCallerID> {
        try .decode(bytes, "outgoing_caller_ids") { row in
            row["phone_number"].words.map {
                VerifiedCallerID(phoneNumber: $0, friendlyName: row["friendly_name"].words)
            }
        }
    }
}
