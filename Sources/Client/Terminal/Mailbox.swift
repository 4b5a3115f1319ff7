internal import CTerminalRescue
internal import Glibc
internal import Synchronization

/// Letters from anywhere for the loop, which finds them by a descriptor that becomes readable.
///
/// Any thread may post, and nobody waits for anybody: a letter is an append under a lock, and the first one since
/// the loop last looked is a byte in a pipe.
package nonisolated final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    private let ends: (read: Int32, write: Int32)

    /// Fails only where the process has run out of descriptors.
    package init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard rescue_pipe(&ends) == 0 else { throw .ourFault("pipe: \(errno)") }
        self.ends = (ends[0], ends[1])
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// Readable while there are letters.
    package var descriptor: Int32 { ends.read }

    package func post(_ letter: Letter) {
        let isFirst = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        // A full pipe is readable already, so a byte that finds no room is not missed.
        if isFirst { _ = write(ends.write, [0], 1) }
    }

    /// All letters so far, oldest first.
    package func takeAll() -> [Letter] {
        var drained: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
        while read(ends.read, &drained, drained.count) > 0 {}
        return letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }

    /// Waits until there is a letter, but not longer; returns whether there is one.
    @discardableResult
    package func wait(atMost milliseconds: Int) -> Bool {
        var watched = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, Int32(clamping: milliseconds)) > 0
    }
}
