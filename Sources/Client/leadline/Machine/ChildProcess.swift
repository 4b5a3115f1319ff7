import CSpawn
import Glibc

/// A program that Leadline starts by the words of its command line, without a shell in between unless that is the
/// program. It inherits no descriptor but the three that are named for it.
struct ChildProcess {
    let id: pid_t

    /// What the child gets for a descriptor of its own.
    enum Stream {
        case inherited
        case nothing
        case descriptor(Int32)
    }

    /// glibc's POSIX_SPAWN_SETSID, which its headers show under a switch that Swift does not set.
    private static let ownSession: Int32 = 0x80

    /// Starts `words[0]`, looked up in PATH, or throws with the reason.
    init(
        _ words: [String], environment: Environment, input: Stream = .nothing, output: Stream = .nothing,
        errors: Stream = .nothing, isOwnSession: Bool = false
    ) throws(Complaint) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, stream) in [(STDIN_FILENO, input), (STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
            switch stream {
            case .inherited: break
            case .nothing: posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
            case .descriptor(let source): posix_spawn_file_actions_adddup2(&actions, source, target)
            }
        }
        // Whatever else is open here, such as a connection that a library made without a thought for children.
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that are ignored here stay ignored across exec; the child expects the usual state.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTERM] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        let session = isOwnSession ? Self.ownSession : 0
        posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | session))

        var process = pid_t()
        let fault = withCStrings(words) { arguments in
            withCStrings(environment.lines) { variables in
                posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
            }
        }
        guard fault == 0 else {
            throw Complaint(.failure, "\(visible(words[0])) cannot be started: \(String(cString: strerror(fault))).")
        }
        id = process
    }

    /// Waits for the end and gives the exit code, or 128 and the signal's number.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            if errno != EINTR { return 127 }
        }
        return Self.code(status)
    }

    /// The same, for so long; `nil` where the child has not ended by then.
    func wait(until end: ContinuousClock.Instant) -> Int32? {
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, WNOHANG)
            if found == id { return Self.code(status) }
            if found < 0, errno != EINTR { return 127 }
            if ContinuousClock.now >= end { return nil }
            usleep(5_000)
        }
    }

    /// Ends a child that is not wanted any longer: asks, and does not ask for long.
    func end() {
        kill(id, SIGTERM)
        if wait(until: .now + .milliseconds(500)) != nil { return }
        kill(id, SIGKILL)
        wait()
    }

    private static func code(_ status: Int32) -> Int32 {
        status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }
}

/// Hands `texts` to C as an array of strings that ends with a null pointer.
private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
