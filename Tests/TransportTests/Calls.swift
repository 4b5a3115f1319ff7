import HTTPTypes

@testable import Transport

/// A call to the server on `port`, with a time-out that no busy machine reaches.
func call(
    _ method: HTTPRequest.Method = .get, _ path: String = "/", port: UInt16, body: String = "",
    timeout: Duration = .seconds(120), limit: Int = 1 << 20, fields: HTTPFields = [:]
) -> HTTPCall {
    let request = HTTPRequest(
        method: method, scheme: "http", authority: "127.0.0.1:\(port)", path: path, headerFields: fields)
    return HTTPCall(request: request, body: Array(body.utf8), timeout: timeout, responseLimit: limit)
}

/// How the call failed, or `nil` when it did not.
func failure(of call: HTTPCall, by transport: CurlTransport) async -> TransportError? {
    do {
        _ = try await transport.send(call)
        return nil
    } catch {
        return error
    }
}

extension TransportError {
    var isNotSent: Bool { if case .notSent = self { true } else { false } }
    var isUnknown: Bool { if case .unknownOutcome = self { true } else { false } }
    var isRefused: Bool { if case .refused = self { true } else { false } }
}
