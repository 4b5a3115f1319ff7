internal import HTTPTypes
internal import Secrets
internal import Transport

/// The request by which a webhook is called: form, signature, and the headers that Twilio adds.
enum WebhookCall {
    /// A GET carries its fields in the query, which is then part of what is signed.
    static func make(_ address: CallbackAddress, _ delivery: WebhookDelivery, timeout: Duration) -> HTTPCall? {
        let isGet = delivery.method == "GET"
        let joint = address.called.contains("?") ? "&" : "?"
        let url = isGet ? address.called + joint + delivery.fields.encoded : address.called
        guard var request = request(url) else { return nil }
        request.method = isGet ? .get : .post
        let signature = WebhookSignature.of(
            url: url, fields: isGet ? FormFields() : delivery.fields, token: delivery.token)
        var headers = [
            ("User-Agent", "TwilioProxy/1.1"), ("X-Twilio-Signature", signature),
            ("I-Twilio-Idempotency-Token", String(delivery.identity, radix: 16)),
        ]
        if !isGet { headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")) }
        if let credentials = address.credentials {
            headers.append(("Authorization", "Basic " + Base64.encode(Array(credentials.utf8))))
        }
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            request.headerFields[name] = value
        }
        return HTTPCall(
            request: request, body: isGet ? [] : Array(delivery.fields.encoded.utf8), timeout: timeout,
            responseLimit: 64 * 1024, repeats: .never)
    }

    /// The target as it stands in the address, query included: not a byte of it may change, for it is signed.
    private static func request(_ url: String) -> HTTPRequest? {
        guard let colon = url.firstRange(of: "://") else { return nil }
        let rest = url[colon.upperBound...]
        let authority = rest.prefix { !"/?".contains($0) }
        let path = rest.dropFirst(authority.count)
        return HTTPRequest(
            method: .post, scheme: url[..<colon.lowerBound].lowercased(), authority: String(authority),
            path: path.hasPrefix("/") ? String(path) : "/" + path)
    }
}
