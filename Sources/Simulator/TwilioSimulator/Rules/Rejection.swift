/// A request that is answered with an error body.
struct Rejection: Error, Equatable, Sendable {
    let status: Int
    let code: Int
    let message: String

    init(_ status: Int, _ code: Int, _ message: String) {
        (self.status, self.code, self.message) = (status, code, message)
    }

    /// A refusal of the input, with the usual sentence of `code` where the simulator knows one.
    init(code: Int, _ detail: String? = nil) {
        self.init(400, code, detail ?? Self.sentence(code))
    }

    /// What Twilio says to `code`.
    static func sentence(_ code: Int) -> String { sentences[code] ?? "Error \(code)" }

    /// Wrong secret, wrong account, or a key without the right: Twilio does not say which.
    static let unauthenticated = Rejection(401, 20003, "Authenticate")
    /// The one refusal that promises that nothing was processed.
    static let tooManyRequests = Rejection(429, 20429, "Too Many Requests")
    static let methodNotAllowed = Rejection(405, 20004, "Method not allowed")

    static func notFound(_ path: String) -> Rejection {
        Rejection(404, 20404, "The requested resource \(path) was not found")
    }

    /// Twilio changes these texts at will; clients go by the code.
    private static let sentences: [Int: String] = [
        20001: "Invalid value for a parameter",
        20007: "Page size too large",
        21211: "Invalid 'To' Phone Number",
        21212: "Invalid 'From' Phone Number",
        21265: "'To' number cannot be a Short Code",
        21266: "'To' and 'From' number cannot be the same",
        21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
        21602: "Message body is required.",
        21603: "A 'From' phone number is required.",
        21604: "A 'To' phone number is required.",
        21606: "The 'From' phone number provided is not a valid, message-capable Twilio phone number.",
        21608: "The number is unverified. Trial accounts cannot send messages to unverified numbers; "
            + "verify it at twilio.com/user/account/phone-numbers/verified, or purchase a Twilio number to send "
            + "messages to unverified numbers",
        21609: "The 'StatusCallback' URL is not a valid URL.",
        21610: "Attempt to send to unsubscribed recipient",
        21611: "This 'From' number has exceeded the maximum number of queued messages",
        21612: "Message cannot be sent with the current combination of 'To' and 'From' parameters",
        21614: "'To' number is not a valid mobile number",
        21617: "The concatenated message body exceeds the 1600 character limit",
        21620: "Invalid media URL(s)",
        21623: "Number of media files exceeds allowed limit",
        21624: "The provided validity period is invalid",
        21659: "'From' is not a Twilio phone number or Short Code country mismatch",
        21701: "The Messaging Service does not exist",
        21705: "The Messaging Service SID is invalid",
        21910: "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
        30400: "Invalid update of a message",
        30409: "Message cannot be canceled",
        35111: "SendAt is missing or out of bounds",
        35114: "SendAt is out of bounds: from 15 minutes to 35 days ahead",
        35118: "MessagingServiceSid is required to schedule a message",
    ]
}
