import Glibc
import Testing

@testable import leadline

@Suite("Programs that are started")
struct ChildProcessTests {
    @Test("A child gets the three descriptors that are named for it and no other, however that was opened")
    func descriptors() throws {
        // As a library leaves them, without the mark that closes them on the way to another program.
        let forgotten = [fcntl(STDERR_FILENO, F_DUPFD, 200), fcntl(STDERR_FILENO, F_DUPFD, 900)]
        defer { forgotten.forEach { close($0) } }
        let ends = try PipeEnds()
        let look = forgotten.map { "[ -e /proc/self/fd/\($0) ] && echo \($0);" }.joined()

        let child = try ChildProcess(
            ["/bin/sh", "-c", look + "echo seen"], environment: .ofProcess, output: .descriptor(ends.writing))
        close(ends.writing)
        let printed = readAll(ends.reading, limit: 1000) ?? []
        close(ends.reading)

        #expect(child.wait() == 0)
        #expect(String(decoding: printed, as: UTF8.self) == "seen\n")
    }
}
