internal import Messaging

/// What a refusal says: `application/problem+json` (RFC 9457) with a word that scripts may go by.
package struct APIErrorBody: Error, Hashable, Sendable {
    package static let contentType = "application/problem+json"

    package var code: APIErrorCode
    /// What is special about this case, for people.
    package var detail: String?
    /// The path that was asked for.
    package var instance: String?
    /// By which the operator finds the request in the log.
    package var requestID: String?
    package var errors: [FieldFault]
    /// Twilio's own code, where Twilio is who refused.
    package var twilioCode: Int?
    /// In how many seconds it is worth asking again.
    package var retryAfter: Int?
    /// What others said that the writer of a text has not seen, the oldest first, where that keeps the text back.
    package var since: [MessageBody] = []

    package init(
        _ code: APIErrorCode, _ detail: String? = nil, errors: [FieldFault] = [], twilioCode: Int? = nil,
        retryAfter: Int? = nil
    ) {
        (self.code, self.detail, self.errors) = (code, detail, errors)
        (self.twilioCode, self.retryAfter) = (twilioCode, retryAfter)
    }

    package var status: Int { code.status }

    package var text: String {
        var line = JSONLine()
        line.set("type", "urn:leadline:error:\(code.rawValue)")
        line.set("title", code.title)
        line.set("status", status)
        if let detail { line.set("detail", detail) }
        if let instance { line.set("instance", instance) }
        line.set("code", code.rawValue)
        if let requestID { line.set("request_id", requestID) }
        if !errors.isEmpty { line.set("errors", errors.map(\.line)) }
        if let twilioCode { line.set("twilio_code", twilioCode) }
        if let retryAfter { line.set("retry_after", retryAfter) }
        if !since.isEmpty { line.set("since", since.map(\.line)) }
        return line.text
    }

    /// Reads what a server of ours answered; `nil` for what something else on the way has written. A word of a server
    /// that is younger than this program reads as the general one for its status.
    package init?(_ bytes: [UInt8], status: Int) {
        // What is no JSON was written by a proxy, and has no code.
        guard let json = try? BodyJSON(bytes, valueLimit: BodyJSONParser.answerLimit), case .object(let members) = json,
            case .text(let word)? = members["code"]
        else { return nil }
        code = APIErrorCode(rawValue: word) ?? Self.general(status)
        detail = members["detail"]?.string
        instance = members["instance"]?.string
        requestID = members["request_id"]?.string
        errors = (members["errors"]?.elements ?? []).compactMap(FieldFault.init)
        twilioCode = members["twilio_code"]?.integer
        retryAfter = members["retry_after"]?.integer
        // Texts that cannot be read are told by the list of the conversation as well.
        since = (try? BodyFields.read(bytes, valueLimit: BodyJSONParser.answerLimit) { $0.messages("since") }) ?? []
    }

    private static func general(_ status: Int) -> APIErrorCode {
        switch status {
        case 400: .malformedJSON
        case 401: .unauthenticated
        case 403: .scopeMissing
        case 404: .notFound
        case 410: .cursorExpired
        case 409, 412: .versionConflict
        case 413: .bodyTooLarge
        case 429: .rateLimited
        case 500: .internalError
        case 501...: .unavailable
        default: .invalidRequest
        }
    }
}

/// One thing that is wrong with a request, and where.
package struct FieldFault: Hashable, Sendable {
    /// A JSON pointer (RFC 6901) into the body. Parameters of the query stand below `/query`, headers below `/header`.
    package let pointer: String
    package let reason: String

    package init(_ pointer: String, _ reason: String) { (self.pointer, self.reason) = (pointer, reason) }

    init?(_ json: BodyJSON) {
        guard case .object(let members) = json, let pointer = members["pointer"]?.string,
            let reason = members["reason"]?.string
        else { return nil }
        self.init(pointer, reason)
    }

    var line: JSONLine {
        var line = JSONLine()
        line.set("pointer", pointer)
        line.set("reason", reason)
        return line
    }
}
