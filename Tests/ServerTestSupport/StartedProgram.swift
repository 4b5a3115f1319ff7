import CSpawn
import Glibc

/// A program that tests start. It gets the lines that are meant for it and nothing else of this process: what outlives a
/// run must not hold the run's own output, for whoever started the run reads that to its end.
package struct StartedProgram {
    private let id: pid_t

    /// glibc's POSIX_SPAWN_SETSID, which its headers show under a switch that Swift does not set.
    private static let ownSession: Int16 = 0x80

    /// Starts `words[0]`, looked up in PATH. What it is not given a line for is /dev/null.
    init(
        _ words: [String], input: ProgramLine? = nil, output: ProgramLine? = nil, errors: ProgramLine? = nil,
        isOwnSession: Bool = false
    ) throws(ProgramFailure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, line) in [(STDIN_FILENO, input), (STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
            if let line {
                posix_spawn_file_actions_adddup2(&actions, line.descriptor, target)
            } else {
                posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
            }
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, isOwnSession ? Self.ownSession : 0)

        var process = pid_t()
        let copies = words.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let fault = posix_spawnp(&process, words[0], &actions, &attributes, copies + [nil], environ)
        guard fault == 0 else {
            throw ProgramFailure(words: "\(words[0]) cannot be started: \(String(cString: strerror(fault)))")
        }
        id = process
    }

    /// Waits for the end; whether the program says that all went well.
    func wait() -> Bool {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            if errno != EINTR { return false }
        }
        return status == 0
    }

    /// Runs a program to its end and returns what it says; throws that where it fails, and where it is not done in time.
    package static func run(_ words: [String]) throws(ProgramFailure) -> String {
        let (ours, theirs) = try ProgramLine.pair()
        let program = try StartedProgram(words, output: theirs, errors: theirs)
        theirs.close()
        var isDone = false
        defer {
            if !isDone {
                kill(program.id, SIGKILL)
                _ = program.wait()
            }
        }
        let text = try ours.hear(until: .end)
        isDone = true
        guard program.wait() else { throw ProgramFailure(words: text) }
        return text
    }
}

/// What a program said before it failed.
package struct ProgramFailure: Error, CustomStringConvertible {
    package let words: String
    package var description: String { words }
}
