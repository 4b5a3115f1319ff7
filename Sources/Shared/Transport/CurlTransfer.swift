internal import CCurl
internal import HTTPTypes

/// One call while libcurl works on it: the body on its way out, the answer on its way in.
final class CurlTransfer {
    let order: CurlOrder
    let handle: UnsafeMutableRawPointer
    private let curl: Curl
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private var sentCount = 0
    private var wasAskedForBody = false
    private var fields = HTTPFields()
    private var body: [UInt8] = []
    private var isTooLarge = false

    init(_ order: CurlOrder, curl: Curl, handle: UnsafeMutableRawPointer) {
        (self.order, self.curl, self.handle) = (order, curl, handle)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl.table.pointee.slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Whether the far end may have begun to work: a byte of the body was handed out, or, without a body, the request.
    var hasLeft: Bool {
        order.call.body.isEmpty ? curl.number(handle, CURLINFO_REQUEST_SIZE) > 0 : wasAskedForBody
    }

    /// Tells libcurl everything about the call.
    func prepare(_ options: CurlTransport.Options) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        curl.set(handle, CURLOPT_URL, order.target.url)
        curl.set(handle, CURLOPT_PATH_AS_IS, 1)
        curl.set(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        curl.set(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        curl.set(handle, CURLOPT_NOSIGNAL, 1)
        curl.set(handle, CURLOPT_FOLLOWLOCATION, 0)
        curl.set(handle, CURLOPT_USERAGENT, options.userAgent)
        curl.set(handle, CURLOPT_ACCEPT_ENCODING, "")
        curl.set(handle, CURLOPT_TCP_KEEPALIVE, 1)
        curl.keepFromChildren(handle)
        curl.set(handle, CURLOPT_TIMEOUT_MS, order.call.timeout.wholeMilliseconds)
        curl.set(
            handle, CURLOPT_CONNECTTIMEOUT_MS,
            min(order.call.timeout, options.connectTimeout).wholeMilliseconds)
        if order.target.isLoopback { curl.set(handle, CURLOPT_PROXY, "") }
        if let socket = order.call.socket { curl.set(handle, CURLOPT_UNIX_SOCKET_PATH, socket) }
        curl.set(handle, CURLOPT_ERRORBUFFER, pointer: errorText)
        curl.set(handle, CURLOPT_HEADERDATA, pointer: me)
        curl.set(handle, CURLOPT_WRITEDATA, pointer: me)
        curl.set(handle, CURLOPT_HEADERFUNCTION, takeHeaderLine)
        curl.set(handle, CURLOPT_WRITEFUNCTION, takeBody)
        prepareMethod(me)
        prepareHeaders()
    }

    private func prepareMethod(_ me: UnsafeMutableRawPointer) {
        let method = order.call.request.method
        if order.call.repeats == .never {
            // A connection that was idle for long may be dead without our knowing, and the call could not be repeated.
            curl.set(handle, CURLOPT_MAXAGE_CONN, 20)
            if order.call.body.isEmpty { curl.set(handle, CURLOPT_FRESH_CONNECT, 1) }
        }
        if method == .post || !order.call.body.isEmpty {
            prepareBody(me)
        } else {
            curl.set(handle, method == .head ? CURLOPT_NOBODY : CURLOPT_HTTPGET, 1)
        }
        if method != .get && method != .head && method != .post {
            curl.set(handle, CURLOPT_CUSTOMREQUEST, method.rawValue)
        }
    }

    /// Gives the body by a callback that cannot begin again.
    ///
    /// libcurl repeats a request by itself when a reused connection dies before the first byte of an answer, a POST
    /// too. Unable to rewind the body, it gives up with `CURLE_SEND_FAIL_REWIND` instead.
    private func prepareBody(_ me: UnsafeMutableRawPointer) {
        curl.set(handle, CURLOPT_POST, 1)
        curl.set(handle, CURLOPT_POSTFIELDSIZE_LARGE, size: order.call.body.count)
        curl.set(handle, CURLOPT_READDATA, pointer: me)
        curl.set(handle, CURLOPT_READFUNCTION, giveBody)
    }

    private func prepareHeaders() {
        // Without the empty lines libcurl would wait for "100 Continue", and name a content type of its own choice.
        var lines = ["Expect:"]
        if order.call.request.headerFields[.contentType] == nil { lines.append("Content-Type:") }
        for field in order.call.request.headerFields {
            lines.append(field.value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)")
        }
        for line in lines { headerList = curl.table.pointee.slist_append(headerList, line) }
        curl.set(handle, CURLOPT_HTTPHEADER, pointer: headerList)
    }

    /// What the caller is told when libcurl ended with `result`.
    func outcome(_ result: CURLcode) -> Result<HTTPAnswer, TransportError> {
        if result == CURLE_OK {
            let code = curl.number(handle, CURLINFO_RESPONSE_CODE)
            guard (100...999).contains(code) else {
                return .failure(.unknownOutcome(detail: "the answer has no status"))
            }
            let response = HTTPResponse(status: .init(code: code), headerFields: fields)
            return .success(HTTPAnswer(response: response, body: body))
        }
        if isTooLarge { return .failure(.tooLarge) }
        let detail = "\(words(for: result)) (\(result.rawValue))"
        return .failure(hasLeft ? .unknownOutcome(detail: detail) : .notSent(detail: detail))
    }

    /// The error's text for the log and the person. libcurl's longer text names hosts and certificates, which is what
    /// one wants to read of a failed connection, and elsewhere may quote what was sent.
    private func words(for result: CURLcode) -> String {
        let ofConnections = [
            CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION,
        ]
        let long = String(cString: errorText)
        return ofConnections.contains(result) && !long.isEmpty ? long : curl.words(for: result)
    }
}

extension CurlTransfer {
    /// Copies the next part of the body into libcurl's buffer.
    fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        wasAskedForBody = true
        let part = order.call.body[sentCount...].prefix(buffer.count)
        part.withUnsafeBytes { buffer.copyMemory(from: $0) }
        sentCount += part.count
        return part.count
    }

    /// Whether the answer is still within its limit.
    fileprivate func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if let sink = order.call.sink, (200...299).contains(curl.number(handle, CURLINFO_RESPONSE_CODE)) {
            return sink.take(bytes)
        }
        isTooLarge = bytes.count > order.call.responseLimit - body.count
        if !isTooLarge { body.append(contentsOf: bytes) }
        return !isTooLarge
    }

    fileprivate func appendHeaderLine(_ line: UnsafeRawBufferPointer) {
        // Every response begins with a status line; only the last one counts, after a proxy's or an interim answer.
        if line.starts(with: "HTTP/".utf8) { return fields = HTTPFields() }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < 200,
            let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
        else { return }
        let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
        let end = value.lastIndex { $0 > 32 }.map { $0 + 1 } ?? value.startIndex
        fields.append(HTTPField(name: name, value: String(decoding: value[..<end], as: UTF8.self)))
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
    // libcurl hands back the pointer that `prepare` gave it, and the loop keeps the object while the handle runs.
    Unmanaged<CurlTransfer>.fromOpaque(context!).takeUnretainedValue()
}

private func giveBody(_ at: UnsafeMutablePointer<CChar>?, size: Int, count: Int, _ me: UnsafeMutableRawPointer?) -> Int
{
    transfer(me).fill(UnsafeMutableRawBufferPointer(start: at, count: size * count))
}

private func takeBody(_ at: UnsafeMutablePointer<CChar>?, size: Int, count: Int, _ me: UnsafeMutableRawPointer?) -> Int
{
    // Taking fewer bytes than offered ends the transfer.
    transfer(me).append(UnsafeRawBufferPointer(start: at, count: size * count)) ? size * count : 0
}

private func takeHeaderLine(
    _ at: UnsafeMutablePointer<CChar>?, size: Int, count: Int, _ me: UnsafeMutableRawPointer?
) -> Int {
    transfer(me).appendHeaderLine(UnsafeRawBufferPointer(start: at, count: size * count))
    return size * count
}

extension Duration {
    /// At least one, because libcurl takes 0 for no limit at all.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(max(1, min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000))
    }
}
