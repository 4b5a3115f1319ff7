import Glibc

/// Standard output, written in large pieces.
///
/// A reader that goes away ends the program the way the shell expects of a filter.
struct Output: ~Copyable {
    private var buffer: [UInt8] = []

    init() {}

    deinit { Self.write(buffer, to: STDOUT_FILENO) }

    /// Adds one line. It leaves with the next piece, or when the output is given up.
    mutating func line(_ text: String) {
        buffer += text.utf8
        buffer.append(10)
        if buffer.count >= 65_536 { flush() }
    }

    /// Hands over what has been collected so far.
    mutating func flush() {
        Self.write(buffer, to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
    }

    /// One line to standard error, at once. The caller has made it safe to show.
    static func toError(_ line: String) {
        write(Array(line.utf8) + [10], to: STDERR_FILENO)
    }

    /// Writes everything, or as much as can be written.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE {
                    signal(SIGPIPE, SIG_DFL)
                    raise(SIGPIPE)
                }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
