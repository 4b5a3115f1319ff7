package import Messaging

/// The request to send one message.
///
/// Twilio has no key by which it would know a repeated request: sending the same form twice sends two messages.
package struct SendForm: Hashable, Sendable {
    /// Who sends: a number of ours, or a messaging service that chooses one.
    package enum Sender: Hashable, Sendable {
        case number(PhoneNumber)
        case service(sid: String)
    }

    package var to: String
    package var sender: Sender
    package var body: String
    /// Public addresses that Twilio fetches the media from, 10 at most.
    package var mediaURLs: [String]
    /// Where Twilio is to report each new status.
    package var statusCallback: String?
    /// When Twilio is to send it; needs a messaging service.
    package var sendAt: Instant?
    /// For how many seconds Twilio may keep trying, 1 to 36000.
    package var validityPeriod: Int?
    /// Whether Twilio replaces look-alikes to save segments; the stored body then differs from this one.
    package var isSmartEncoded: Bool?

    package init(
        to: String, sender: Sender, body: String, mediaURLs: [String] = [], statusCallback: String? = nil,
        sendAt: Instant? = nil, validityPeriod: Int? = nil, isSmartEncoded: Bool? = nil
    ) {
        (self.to, self.sender, self.body, self.mediaURLs) = (to, sender, body, mediaURLs)
        (self.statusCallback, self.sendAt) = (statusCallback, sendAt)
        (self.validityPeriod, self.isSmartEncoded) = (validityPeriod, isSmartEncoded)
    }

    /// The body of the POST.
    package var encoded: [UInt8] { FormEncoding.encode(pairs) }

    /// The parameters in the order they are sent. A misspelt one would be ignored without an error.
    var pairs: [(name: String, value: String)] {
        var pairs = [(name: "To", value: to)]
        switch sender {
        case .number(let number): pairs.append(("From", number.e164))
        case .service(let sid): pairs.append(("MessagingServiceSid", sid))
        }
        if !body.isEmpty { pairs.append(("Body", body)) }
        for url in mediaURLs { pairs.append(("MediaUrl", url)) }
        if let statusCallback { pairs.append(("StatusCallback", statusCallback)) }
        if let sendAt {
            pairs.append(("ScheduleType", "fixed"))
            pairs.append(("SendAt", sendAt.rfc3339))
        }
        if let validityPeriod { pairs.append(("ValidityPeriod", String(validityPeriod))) }
        if let isSmartEncoded { pairs.append(("SmartEncoded", String(isSmartEncoded))) }
        return pairs
    }
}

extension SendForm {
    /// Why Twilio would refuse this form, known before it is asked.
    package enum Problem: Error, Hashable, Sendable {
        case nothingToSend
        case tooLong(units: Int)
        case tooManyMedia(Int)
        case mediaNotPublic
        case schedulingNeedsService
        case scheduledTooSoon
        case scheduledTooLate
    }

    /// The first problem of the form at `now`. Twilio's window for scheduled messages is taken narrower than it is, by
    /// a minute and an hour, because the clocks differ and the request takes its time.
    package func problem(now: Instant) -> Problem? {
        if body.isEmpty && mediaURLs.isEmpty { return .nothingToSend }
        let units = MessageLimits.units(of: body)
        if units > MessageLimits.units { return .tooLong(units: units) }
        if mediaURLs.count > MessageLimits.attachments { return .tooManyMedia(mediaURLs.count) }
        if !mediaURLs.allSatisfy({ $0.hasPrefix("https://") || $0.hasPrefix("http://") }) { return .mediaNotPublic }
        guard let sendAt else { return nil }
        guard case .service = sender else { return .schedulingNeedsService }
        if sendAt < now + .seconds(16 * 60) { return .scheduledTooSoon }
        if sendAt > now + .seconds(35 * 86_400 - 3600) { return .scheduledTooLate }
        return nil
    }
}

extension SendForm.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingToSend: "There is neither text nor media to send."
        case .tooLong(let units):
            "The text is \(units) characters long; Twilio takes \(MessageLimits.units). Split it in two."
        case .tooManyMedia(let count):
            "A message carries at most \(MessageLimits.attachments) media, this one has \(count)."
        case .mediaNotPublic:
            "Media need a public http or https address that Twilio can fetch; a file needs the server."
        case .schedulingNeedsService: "Scheduled sending needs a messaging service; set messaging_service_sid."
        case .scheduledTooSoon: "A scheduled message must lie at least 16 minutes ahead."
        case .scheduledTooLate: "A scheduled message must lie less than 35 days ahead."
        }
    }
}
