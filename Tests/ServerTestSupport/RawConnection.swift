import Dispatch
import Glibc
import Testing

/// Bytes to a Unix socket and back, as no HTTP library would send them.
package enum RawConnection {
    /// Sends `request`, says that nothing more comes unless it asks for the end itself, and reads until the other end closes or 20 seconds are over.
    ///
    /// The waiting is done by a thread of its own: the server that is asked needs those of the tests.
    package static func ask(_ path: String, _ request: [UInt8]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "leadline.raw-connection").async {
                continuation.resume(with: Result { try wait(path, request) })
            }
        }
    }

    /// Says `text` and nothing more; the descriptor is the caller's to close.
    package static func begin(_ path: String, saying text: String) throws -> Int32 {
        let descriptor = try open(path)
        send(Array(text.utf8), to: descriptor)
        return descriptor
    }

    private static func open(_ path: String) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = UInt16(AF_UNIX)
        let letters = path.utf8CString
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: letters.map { UInt8(bitPattern: $0) }) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if !isConnected { close(descriptor) }
        try #require(isConnected)
        return descriptor
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        // The other end may have closed before all of a broken request has left; that is an answer too.
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    private static func wait(_ path: String, _ request: [UInt8]) throws -> String {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        send(request, to: descriptor)
        // Whoever hangs up before the answer is there gets none; a whole request asks for the end itself.
        let asksForEnd = String(decoding: request, as: UTF8.self).contains("Connection: close")
        if !asksForEnd { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &part, part.count), count > 0 { answer += part[..<count] }
        return String(decoding: answer, as: UTF8.self)
    }
}
