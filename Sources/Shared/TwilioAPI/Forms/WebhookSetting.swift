/// The request to report the texts of a number, or of a messaging service, to an address. To send it twice does no more
/// than to send it once.
package enum WebhookSetting: Hashable, Sendable {
    /// Of a number. Where an application stood in front of the number's own address, it is taken away.
    case number(sid: String, url: String)
    /// Of a service, for all the numbers of its pool.
    case service(sid: String, url: String)

    /// The body of the POST.
    package var encoded: [UInt8] {
        switch self {
        case .number(_, let url):
            FormEncoding.encode([("SmsUrl", url), ("SmsMethod", "POST"), ("SmsApplicationSid", "")])
        case .service(_, let url): FormEncoding.encode([("InboundRequestUrl", url), ("InboundMethod", "POST")])
        }
    }
}
