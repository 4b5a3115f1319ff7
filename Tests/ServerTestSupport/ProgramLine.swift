import Foundation
import Glibc
import Synchronization

/// One end of a line between the tests and a program, closed when it is let go of.
///
/// No other program gets it, not even one that is started while it is being made: a pair of sockets can be closed to
/// children from its first moment on, which Swift's pipe cannot.
final class ProgramLine: Sendable {
    /// How far to listen.
    enum Extent {
        case line
        case end
    }

    let descriptor: Int32
    private let isClosed = Mutex(false)

    /// What no program takes longer for, on whatever machine.
    private static let patience = Duration.seconds(90)

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    static func pair() throws(ProgramFailure) -> (ours: ProgramLine, theirs: ProgramLine) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw ProgramFailure(words: "no line can be made: \(String(cString: strerror(errno)))")
        }
        return (ProgramLine(ends[0]), ProgramLine(ends[1]))
    }

    func close() {
        isClosed.withLock { isClosed in
            if !isClosed { Glibc.close(descriptor) }
            isClosed = true
        }
    }

    func say(_ words: String) throws(ProgramFailure) {
        let bytes = Array("\(words)\n".utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw ProgramFailure(words: "nobody listens any more: \(String(cString: strerror(errno)))")
        }
    }

    /// What is said up to the end of the line, or until nobody is there who could say more.
    func hear(until extent: Extent) throws(ProgramFailure) -> String {
        let end = ContinuousClock.now + Self.patience
        var (heard, part) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
        while extent == .end || heard.last != UInt8(ascii: "\n") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = (end - ContinuousClock.now).components.seconds + 1
            guard left > 0 else { throw ProgramFailure(words: "not done in \(Self.patience): " + Self.text(heard)) }
            guard poll(&waiting, 1, Int32(left * 1000)) > 0 else { continue }
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            heard += part.prefix(count)
        }
        return Self.text(heard)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
