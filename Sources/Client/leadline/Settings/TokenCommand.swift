import Glibc
import Messaging

/// A command of the settings that prints a token, and may ask for a pass phrase on the terminal before it does.
///
/// Whoever waits for it is told so, and not for ever: where nobody is there to answer, it never ends by itself.
struct TokenCommand {
    let line: String
    /// When it is told that the command is waited for.
    var notice = Duration.seconds(2)
    /// When it is given up. A person needs a while to find a pass phrase, or a key to plug in.
    var patience = Duration.seconds(120)

    /// Runs the command to its end, and gives its exit code and what it has printed.
    func output(saying say: (String) -> Void) throws(Complaint) -> (status: Int32, bytes: [UInt8]) {
        // A real pipe, since a command may open /dev/stdout. Nothing else is started at this time that could inherit
        // it.
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else {
            throw Complaint(.settings, "The token command cannot be run: \(lastError()).")
        }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        let child: ChildProcess
        do {
            defer { close(ends[1]) }
            child = try ChildProcess(
                ["/bin/sh", "-c", line], environment: .ofProcess, input: .inherited,
                output: .descriptor(ends[1]), errors: .inherited)
        }
        let begun = ContinuousClock.now
        let printed = read(ends[0], since: begun, saying: say)
        // One that has not said all of it yet has to be able to end.
        close(ends[0])
        if let printed, let status = child.wait(until: begun + patience) { return (status, printed) }
        child.end()
        throw Complaint(
            .settings, "The token command did not answer for \(patience.components.seconds) s and was given up.",
            advice: "Run it by hand to see what it waits for: it stands in the settings as …_command.")
    }

    /// Says on standard error what is waited for.
    static func tell(_ sentence: String) {
        let bytes = Array("leadline: \(sentence)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    /// The most that is read of what a command prints.
    private static let limit = 65_536

    /// All that the command prints, or `nil` where that takes too long.
    private func read(
        _ descriptor: Int32, since begun: ContinuousClock.Instant, saying say: (String) -> Void
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        var isTold = false
        while bytes.count <= Self.limit {
            let left = begun + (isTold ? patience : notice) - .now
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let found = poll(&watched, 1, Int32(clamping: max(0, left.inMilliseconds)))
            if found > 0 {
                let count = Glibc.read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                bytes += chunk.prefix(count)
            } else if left <= .zero {
                if isTold { return nil }
                isTold = true
                say("The token command has not answered yet; Leadline waits for it.")
            }
        }
        return bytes
    }
}
