internal import Messaging

/// An address that is asked without a token, and is no route: what opens is a signature, or the address itself.
struct OpenAddress {
    let path: String
    let method: String
    let name: String
    let summary: String
    let type: String
    let errors: [APIErrorCode]
    var isForm = false

    static let all = [
        OpenAddress(
            path: "/api/webhooks/twilio/sms", method: "post", name: "twilioMessage",
            summary: "Where Twilio tells of a text that came in, signed", type: "text/xml", errors: signed, isForm: true
        ),
        OpenAddress(
            path: "/api/webhooks/twilio/status", method: "post", name: "twilioStatus",
            summary: "Where Twilio tells how far a text has come, signed", type: "text/xml", errors: signed,
            isForm: true),
        OpenAddress(
            path: APIDocument.mediaLink, method: "get", name: "readMediaLink",
            summary: "One file, for whoever has its link while that is good", type: "*/*",
            errors: [.notFound, .unavailable]),
    ]

    private static let signed: [APIErrorCode] = [
        .webhookSignatureInvalid, .bodyTooLarge, .invalidRequest, .unavailable,
    ]

    var line: JSONLine {
        var line = JSONLine()
        line.set("operationId", name)
        line.set("summary", summary)
        line.set("security", [JSONLine]())
        if path.contains("{link}") {
            var link = JSONLine()
            link.set("name", "link")
            link.set("in", "path")
            link.set("required", true)
            link.set("schema", BodySchema.text(limit: nil).line)
            line.set("parameters", [link])
        }
        if isForm {
            var form = JSONLine()
            form.set("content", OperationText.content("application/x-www-form-urlencoded", .object([])))
            line.set("requestBody", form)
        }
        var success = JSONLine()
        success.set("description", summary)
        success.set("content", OperationText.content(type, nil))
        var responses = JSONLine()
        responses.set("200", success)
        if !isForm {
            responses.set("206", success)
            responses.set("416", OperationText.described("The part lies behind the end"))
        }
        OperationText.set(errors, in: &responses)
        line.set("responses", responses)
        return line
    }
}
