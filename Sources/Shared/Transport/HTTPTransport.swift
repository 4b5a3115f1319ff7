package import HTTPTypes

/// The way to the network: one request out, one answer back.
package protocol HTTPTransport: Sendable {
    /// Sends `call` and returns the answer whatever its status, a redirect included.
    ///
    /// Cancelling the task ends the call with `TransportError.canceled`.
    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer
}

/// One request with the limits it is made under.
package struct HTTPCall: Sendable {
    /// Whether the far end may be asked twice without harm when a connection breaks.
    package enum Repeats: Hashable, Sendable {
        /// Reading, or anything else that changes nothing the second time.
        case safe
        /// A second arrival would do the work twice.
        case never
    }

    package var request: HTTPRequest
    package var body: [UInt8]
    /// From the call to the last byte of the answer.
    package var timeout: Duration
    /// The largest answer that is taken, in bytes after decompression.
    package var responseLimit: Int
    package var repeats: Repeats
    /// The Unix socket that the call goes by, where it goes by one; its address then names this machine.
    package var socket: String?
    /// Where the body of a success goes in place of memory.
    package var sink: (any BodySink)?

    /// `repeats` follows from the method unless it is given: only POST and PATCH may never be repeated.
    package init(
        request: HTTPRequest, body: [UInt8] = [], timeout: Duration = .seconds(30),
        responseLimit: Int = 10 * 1024 * 1024, repeats: Repeats? = nil
    ) {
        (self.request, self.body, self.timeout, self.responseLimit) = (request, body, timeout, responseLimit)
        self.repeats = repeats ?? (request.method == .post || request.method == .patch ? .never : .safe)
    }

    /// Reads `path` at the host that `base`, such as `http://127.0.0.1:4010`, names.
    package init(reading path: String, at base: String, responseLimit: Int = 10 * 1024 * 1024) {
        let parts = base.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
        let request = HTTPRequest(
            method: .get, scheme: parts.first.map { String($0.dropLast()) },
            authority: parts.count == 2 ? String(parts[1].drop { $0 == "/" }) : nil, path: path)
        self.init(request: request, responseLimit: responseLimit)
    }
}

/// Takes a body piece by piece, as it comes.
package protocol BodySink: Sendable {
    /// Whether the piece was taken; where it was not, the call ends.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool
}

/// What the far end answered.
package struct HTTPAnswer: Sendable {
    package var response: HTTPResponse
    package var body: [UInt8]

    package init(response: HTTPResponse, body: [UInt8] = []) { (self.response, self.body) = (response, body) }
}
