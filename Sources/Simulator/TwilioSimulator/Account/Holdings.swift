/// A number that the account owns.
struct OwnedNumber: Sendable {
    var phoneNumber: String
    var friendlyName: String
    var sendsMMS: Bool
    var smsURL = ""
    var smsMethod = "POST"
    var smsFallbackURL = ""
    var smsFallbackMethod = "POST"
    var isInService = true
}

/// The account's messaging service: a pool of numbers that sends under one name.
struct MessagingService: Sendable {
    var friendlyName = "Leads"
    var inboundRequestURL: String?
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
