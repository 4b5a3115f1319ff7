internal import TwilioAPI

/// What of an account's settings has to be otherwise so that Twilio reports the texts of a channel to this server.
package struct WebhookPlan: Hashable, Sendable {
    /// One setting: what stands there, and what we write.
    package struct Change: Hashable, Sendable {
        package let setting: String
        package let present: String?
        package let wanted: String
    }

    package let changes: [Change]
    /// Whether they were made.
    package var isApplied = false
    /// The requests that make them.
    let settings: [WebhookSetting]

    init(_ facts: ChannelFacts, number: IncomingNumber, url: String) {
        var changes: [Change] = []
        var settings: [WebhookSetting] = []
        func compare(_ setting: String, _ present: String?, _ wanted: String) {
            if present ?? "" == wanted { return }
            changes.append(Change(setting: setting, present: present.map(Self.shown), wanted: wanted))
        }
        compare("number.sms_url", number.smsURL, url)
        compare("number.sms_method", number.smsMethod?.uppercased() ?? "POST", "POST")
        compare("number.sms_application_sid", number.smsApplicationSID, "")
        if !changes.isEmpty { settings.append(.number(sid: number.sid, url: url)) }
        if facts.isOverridden, let service = facts.service?.resource {
            let before = changes.count
            compare("service.inbound_request_url", service.inboundURL, url)
            compare("service.inbound_method", service.inboundMethod?.uppercased() ?? "POST", "POST")
            if changes.count > before { settings.append(.service(sid: service.sid, url: url)) }
        }
        (self.changes, self.settings) = (changes, settings)
    }

    /// An address as people may see it: without the name and the password that some carry, and without the query.
    static func shown(_ address: String) -> String {
        let plain = address.prefix { $0 != "?" && $0 != "#" }
        guard let mark = plain.firstRange(of: "://") else { return String(plain) }
        let host = plain[mark.upperBound...].prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@") else { return String(plain) }
        return String(plain[..<mark.upperBound] + plain[plain.index(after: at)...])
    }
}
