import Foundation
import Glibc
import Synchronization

/// A server of bare sockets on this machine: a test writes down what happens on each connection, byte by byte.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let requests = Mutex<[Request]>([])

    struct Request: Sendable {
        var head: String
        var body: String
        var method: String { String(head.prefix { $0 != " " }) }
        var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    }

    /// Listens at once; `serve` runs on a thread of its own for every connection, with the connection's place in line.
    init(_ serve: @escaping @Sendable (LoopbackConnection, Int) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) | getsockname(listener, address, &length) | listen(listener, 64)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [self] in acceptAll(serve) }
        thread.start()
    }

    /// The requests that arrived whole so far, in the order of their arrival.
    var seen: [Request] { requests.withLock { $0 } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func acceptAll(_ serve: @escaping @Sendable (LoopbackConnection, Int) -> Void) {
        var index = 0
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            let connection = LoopbackConnection(descriptor) { [self] request in
                requests.withLock { $0.append(request) }
            }
            let place = index
            index += 1
            Thread {
                serve(connection, place); connection.end()
            }.start()
        }
    }
}

/// One accepted connection, used by the thread that serves it.
final class LoopbackConnection: @unchecked Sendable {
    // Only the serving thread touches it after it was handed over.
    private let descriptor: Int32
    private let record: (LoopbackServer.Request) -> Void
    private var buffer: [UInt8] = []
    private var isOpen = true

    init(_ descriptor: Int32, record: @escaping @Sendable (LoopbackServer.Request) -> Void) {
        (self.descriptor, self.record) = (descriptor, record)
        // Far longer than any test takes, so that a busy machine is not taken for a silent peer.
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// The next whole request, or `nil` when the peer has gone.
    @discardableResult
    func readRequest() -> LoopbackServer.Request? {
        let blank = Array("\r\n\r\n".utf8)
        while true {
            if let end = buffer.indices.first(where: { buffer[$0...].starts(with: blank) }) {
                let head = String(decoding: buffer[..<end], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n").compactMap { line -> Int? in
                        line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).trimmed) : nil
                    }.first ?? 0
                let start = end + blank.count
                while buffer.count < start + length { guard readMore() else { return nil } }
                let body = String(decoding: buffer[start..<(start + length)], as: UTF8.self)
                buffer.removeFirst(start + length)
                let request = LoopbackServer.Request(head: head, body: body)
                record(request)
                return request
            }
            guard readMore() else { return nil }
        }
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func answer(_ body: String, status: String = "200 OK", headers: String = "") {
        write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Waits until the peer has closed, so that the connection hangs meanwhile.
    func hang() { while readMore() {} }

    /// Closes so that the peer sees a reset instead of an end.
    func reset() {
        var abrupt = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abrupt, socklen_t(MemoryLayout<linger>.size))
        end()
    }

    func end() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
    }

    private func readMore() -> Bool {
        guard isOpen else { return false }
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk.prefix(count))
        return true
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
