/// What the simulator answers to one request, before any fault spoils it.
struct Answer: Sendable {
    /// How much of the answer reaches the caller.
    enum Delivery: Sendable {
        case whole
        /// Head and half of the body, then the connection is closed.
        case cut
        /// Nothing; the connection is closed.
        case none
    }

    var status: Int
    var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]
    var body: [UInt8] = []
    var delivery = Delivery.whole

    init(status: Int, contentType: String = "application/json", body: [UInt8] = []) {
        self.status = status
        headers = body.isEmpty ? [] : [("Content-Type", contentType)]
        self.body = body
    }

    init(_ json: JSON, status: Int = 200) { self.init(status: status, body: json.bytes) }

    init(_ rejection: Rejection) {
        self.init(
            [
                ("code", .int(rejection.code)), ("message", .string(rejection.message)),
                ("more_info", .string("https://www.twilio.com/docs/errors/\(rejection.code)")),
                ("status", .int(rejection.status)),
            ], rejection.status)
        if rejection.status == 401 { headers.append(("WWW-Authenticate", "Basic realm=\"Twilio API\"")) }
    }

    private init(_ members: [(String, JSON)], _ status: Int) { self.init(.object(members), status: status) }
}
