internal import Messaging

extension String {
    /// Whether this is the address of somebody who writes rich messages (RCS).
    var isRCS: Bool { hasPrefix("rcs:") }
}

/// A `POST Messages.json`, read from its form and held to the rules that need no account.
struct SendRequest: Sendable {
    var to: String
    /// `nil` when the messaging service is to choose.
    var from: String?
    /// The place of the messaging service among the account's.
    var service: Int?
    var body: String
    var mediaURLs: [String]
    var statusCallback: String?
    var sendAt: Instant?

    /// Reads `fields`; the first rule that is broken refuses the request, in about Twilio's own order.
    /// `services` tells the place of a messaging service by its SID.
    init(_ fields: FormFields, services: (String) -> Int?, now: Instant) throws(Rejection) {
        to = fields["To"]?.trimmingSpaces ?? ""
        from = fields["From"].flatMap { $0.isEmpty ? nil : $0.trimmingSpaces }
        body = fields["Body"] ?? ""
        mediaURLs = fields.all("MediaUrl").filter { !$0.isEmpty }
        statusCallback = fields["StatusCallback"].flatMap { $0.isEmpty ? nil : $0 }
        let serviceSID = fields["MessagingServiceSid"].flatMap { $0.isEmpty ? nil : $0 }
        let usesService = serviceSID != nil
        service = serviceSID.flatMap(services)

        guard !to.isEmpty else { throw Rejection(code: 21604) }
        guard from != nil || usesService else { throw Rejection(code: 21603) }
        if let serviceSID {
            guard serviceSID.hasPrefix("MG"), serviceSID.utf8.count == 34 else { throw Rejection(code: 21705) }
            guard service != nil else { throw Rejection(code: 21701) }
        }
        try Self.check(to: to, from: from)
        let hasContent = !body.isEmpty || !mediaURLs.isEmpty || fields["ContentSid"].map { !$0.isEmpty } ?? false
        guard hasContent else { throw Rejection(code: 21602) }
        guard body.utf16.count <= 1600 else { throw Rejection(code: 21617) }
        guard mediaURLs.count <= 10 else { throw Rejection(code: 21623) }
        guard mediaURLs.allSatisfy({ CallbackAddress($0) != nil }) else { throw Rejection(code: 21620) }
        if let statusCallback {
            guard let address = CallbackAddress(statusCallback), !address.host.contains("_") else {
                throw Rejection(code: 21609)
            }
        }
        if let period = fields["ValidityPeriod"], !(Int(period).map { (1...36_000).contains($0) } ?? false) {
            throw Rejection(code: 21624)
        }
        sendAt = try Self.schedule(fields, usesService: usesService, now: now)
    }

    /// Whether `text` is a number in E.164.
    static func isNumber(_ text: String) -> Bool {
        text.first == "+" && (8...16).contains(text.utf8.count) && text.utf8.dropFirst().allSatisfy { 48...57 ~= $0 }
            && !text.hasPrefix("+0")
    }

    /// The recipient has to be a whole number, and not ourselves. Short codes have an error of their own.
    private static func check(to: String, from: String?) throws(Rejection) {
        if (3...6).contains(to.utf8.count), to.utf8.allSatisfy({ 48...57 ~= $0 }) { throw Rejection(code: 21265) }
        guard isNumber(to.isRCS ? String(to.dropFirst(4)) : to) else {
            throw Rejection(code: 21211, "The 'To' number \(to) is not a valid phone number.")
        }
        if let from, from.isRCS != to.isRCS { throw Rejection(code: 21910) }
        if to == from { throw Rejection(code: 21266) }
    }

    /// Only a messaging service can send later: from a quarter of an hour to 35 days ahead.
    private static func schedule(
        _ fields: FormFields, usesService: Bool, now: Instant
    ) throws(Rejection) -> Instant? {
        guard fields["ScheduleType"] != nil || fields["SendAt"] != nil else { return nil }
        guard usesService else { throw Rejection(code: 35118) }
        guard let moment = fields["SendAt"].flatMap({ Instant(rfc3339: $0) }) else { throw Rejection(code: 35111) }
        guard moment >= now + .seconds(900), moment <= now + .seconds(35 * 86_400) else { throw Rejection(code: 35114) }
        return moment
    }
}
