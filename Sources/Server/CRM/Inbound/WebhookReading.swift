internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// What decides whose a request is, and what kind of news it brings.
struct WebhookReading: Hashable, Sendable {
    let kind: WebhookEvent.Kind
    /// Empty where nothing is said.
    let accountSID: String
    let serviceSID: String
    /// Which of our numbers it is about.
    let ourAddress: String
    /// Whether a parameter that decides stands there twice, so that two readers could take it for two things.
    let isAmbiguous: Bool

    /// Names that decide tenant, route or message.
    private static let decisive: [StaticString] = [
        "AccountSid", "MessagingServiceSid", "To", "From", "MessageSid", "SmsSid", "SmsMessageSid", "MessageStatus",
        "SmsStatus", "OptOutType",
    ]

    init(form: WebhookForm) {
        func text(_ name: StaticString) -> String { form.text(name) ?? "" }
        isAmbiguous = Self.decisive.contains { form.count(of: $0) > 1 }
        (accountSID, serviceSID) = (text("AccountSid"), text("MessagingServiceSid"))
        kind = Self.kind(form)
        ourAddress = kind == .status ? text("From") : text("To")
    }

    /// A body of JSON brings news of other products, whose accounts stand somewhere in it.
    init(json accountSID: String) {
        (kind, self.accountSID, serviceSID, ourAddress, isAmbiguous) = (.other, accountSID, "", "", false)
    }

    /// By what it says and not by where it was sent: whoever mixed the two addresses up loses nothing.
    private static func kind(_ form: WebhookForm) -> WebhookEvent.Kind {
        guard InboundText.sid(form) != nil else { return .other }
        let word = form.text("MessageStatus") ?? form.text("SmsStatus")
        switch word.map({ DeliveryState(word: $0) }) {
        case .received, .receiving: return .inbound
        case nil: return form.text("Body") != nil ? .inbound : .other
        case .accepted, .scheduled, .queued, .sending, .sent, .partiallyDelivered, .canceled, .undelivered, .failed,
            .delivered, .read, .other:
            return .status
        }
    }
}

extension WebhookForm {
    /// How often a name stands there.
    func count(of name: StaticString) -> Int {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return pairs.count { $0.name.elementsEqual(wanted) }
    }
}
