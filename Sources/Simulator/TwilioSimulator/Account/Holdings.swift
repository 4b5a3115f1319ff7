/// A number that the account owns.
struct OwnedNumber: Sendable {
    var phoneNumber: String
    var friendlyName: String
    var sendsMMS: Bool
    var smsURL = ""
    var smsMethod = "POST"
    var smsFallbackURL = ""
    var smsFallbackMethod = "POST"
    /// Where this is set, the addresses above are not used.
    var smsApplicationSID = ""
    /// Where calls report; kept because programs set it together with the others.
    var statusCallback = ""
    var statusCallbackMethod = "POST"
    /// The messaging service whose pool it is in.
    var service: Int? = 0
    /// Whether the account has given the number up.
    var isReleased = false
}

/// One of the account's messaging services: a pool of numbers that sends under one name.
struct MessagingService: Sendable {
    var friendlyName = "Leads"
    var inboundRequestURL: String?
    var inboundMethod = "POST"
    var fallbackURL: String?
    var statusCallback: String?
    /// Whether the number's own webhook is called; if not, and `inboundRequestURL` is missing, texts are dropped.
    var usesNumberWebhook = true
}

/// One picture, sound or card of a message.
struct Medium: Sendable {
    var message: MessageNumber
    var contentType: String
    /// What the content is made from, so that thousands of pictures need no room.
    var seed: UInt64
    var isDeleted = false
}

/// A lead as the simulator knows it: whose number this is and in which language they write.
struct Person: Sendable {
    var number: String
    var name: String
    var language: Int
    /// How far the conversation has come.
    var step = 0
}

/// A problem that Twilio would show in its error log.
struct Alert: Sendable {
    var code: Int
    var text: String
    var url: String
    var moment: UInt32
    var sid: String
}
