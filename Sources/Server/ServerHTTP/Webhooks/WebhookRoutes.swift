package import CRM
internal import CRMAPI
internal import HTTPTypes

/// The two addresses that Twilio calls. They need no token and count for no limit: the signature is what opens.
package struct WebhookRoutes: Sendable {
    private let receive: @Sendable (ReceivedWebhook) async -> GateAnswer

    /// `receive` believes and keeps, or refuses.
    package init(receive: @escaping @Sendable (ReceivedWebhook) async -> GateAnswer) { self.receive = receive }

    package init(_ gate: WebhookGate) { self.init { await gate.receive($0) } }

    private static let paths: Set<Substring> = ["/api/webhooks/twilio/sms", "/api/webhooks/twilio/status"]

    /// What Twilio reads: nothing is to be sent back. Plain text would be sent to the lead.
    private static let nothing = "<Response/>"

    /// The answer to a request at one of the addresses, with what the log tells of it; `nil` at every other.
    func answer(_ received: ReceivedRequest, requestID: String) async -> (answer: ServerAnswer, entry: RequestEntry)? {
        guard Self.paths.contains(received.path), received.account == nil else { return nil }
        var entry = RequestEntry(requestID: requestID, method: received.method.rawValue)
        entry.route = String(received.path)
        var answer: ServerAnswer
        do {
            answer = try await process(received)
        } catch var error {
            error.requestID = requestID
            answer = ServerAnswer(error)
            entry.code = error.code
            if error.code == .methodNotAllowed { answer.headers["Allow"] = "POST" }
        }
        answer.headers["Request-Id"] = requestID
        entry.status = answer.status
        return (answer, entry)
    }

    private func process(_ received: ReceivedRequest) async throws(APIErrorBody) -> ServerAnswer {
        guard received.method == .post else { throw APIErrorBody(.methodNotAllowed) }
        switch await receive(try Self.webhook(received)) {
        case .kept: return ServerAnswer(Self.nothing, contentType: "text/xml")
        case .refused: throw APIErrorBody(.webhookSignatureInvalid)
        case .unavailable: throw APIErrorBody(.unavailable, retryAfter: 1)
        }
    }

    private static func webhook(_ received: ReceivedRequest) throws(APIErrorBody) -> ReceivedWebhook {
        let body: [UInt8]
        switch received.body {
        case .tooLarge: throw APIErrorBody(.bodyTooLarge)
        case .cutOff: throw APIErrorBody(.invalidRequest, "the body ended early")
        case .whole(let bytes): body = bytes
        }
        guard body.count <= WebhookGate.bodyLimit else { throw APIErrorBody(.bodyTooLarge) }
        let type = received.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return ReceivedWebhook(
            target: Array(received.target.utf8), body: body, isJSON: type == "application/json",
            signature: received.headers[name("X-Twilio-Signature")] ?? "",
            settings: received.headers[name("X-Twilio-Webhooks-Signature-Settings")])
    }

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("This is a name of a header.") }
        return name
    }
}
