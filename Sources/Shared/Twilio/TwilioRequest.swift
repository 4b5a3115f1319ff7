internal import HTTPTypes
internal import Transport

/// One request to a product of Twilio's, before it has an address.
struct TwilioRequest {
    var product = TwilioHosts.Product.api
    var path: String
    /// The form of a POST; `nil` reads.
    var form: [UInt8]?
    /// Thousand messages of the greatest length, every letter escaped, take 11 MB.
    var limit = 12 * 1024 * 1024
    var timeout = Duration.seconds(30)

    /// Whether asking twice does no harm.
    var mayRepeat: Bool { form == nil }

    func call(to address: WebAddress, access: TwilioAccess) -> HTTPCall {
        var fields: HTTPFields = [.accept: "application/json"]
        fields.append(.basicAuthorization(name: access.username, secret: access.secret))
        if form != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        let request = HTTPRequest(
            method: form == nil ? .get : .post, scheme: address.scheme, authority: address.authority,
            path: address.path, headerFields: fields)
        return HTTPCall(
            request: request, body: form ?? [], timeout: timeout, responseLimit: limit,
            repeats: form == nil ? .safe : .never)
    }
}
