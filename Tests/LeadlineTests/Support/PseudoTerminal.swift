import Foundation
import Glibc
import TestSupport
import Testing

@testable import leadline

/// The real program in a terminal of its own: keys go in, what it wrote comes out.
final class PseudoTerminal: @unchecked Sendable {
    // Proof: a test uses it from one task at a time, and `offThread` hands it over and back.
    private var master: Int32
    let child: pid_t
    /// How the line was set before the program began.
    let found: LineSettings?
    private let columns: Int
    private let rows: Int
    private(set) var written: [UInt8] = []
    private(set) var code: Int32?
    /// Seconds of processor time that the program and its children took, once it has ended.
    private(set) var processorTime: Double = 0

    /// `script` is what a shell does instead of just running the program: `"$0"` is the program, `"$@"` its arguments.
    init(
        _ arguments: [String], in environment: [String: String], columns: Int = 120, rows: Int = 30,
        script: String? = nil
    ) throws {
        (self.columns, self.rows) = (columns, rows)
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // TIOCSPTLCK unlocks the other end, TIOCGPTN tells its number; Swift sees neither name.
        var (locked, number): (Int32, UInt32) = (0, 0)
        try #require(
            master >= 0 && ioctl(master, 0x4004_5431, &locked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        // Not later: a program that is quicker than we are has changed them by then.
        found = LineSettings(master)
        let slave = "/dev/pts/\(number)"

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a new session opens becomes its own.
        posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, 0x80)

        let program = ProgramPath.beside("leadline")
        let line = (script.map { ["/bin/sh", "-c", $0] } ?? []) + [program] + arguments
        let words = line.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var id = pid_t()
        try #require(posix_spawn(&id, line[0], &actions, &attributes, words, variables) == 0)
        child = id
    }

    deinit {
        if code == nil {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        if master >= 0 { close(master) }
    }

    func type(_ keys: String) { _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

    /// Sends what is written and leaves the composer. Enter has to come alone: with what was typed it would send nothing.
    func enterAndLeave() async throws {
        try await settle()
        type("\r")
        try #require(try await shows("held"))
        type("\u{7}")
        try #require(try await shows("r writes"))
    }

    /// Answers a question, once more where it has just changed and hears nothing for a moment.
    func answer(_ key: String, to question: String) async throws {
        for _ in 0..<20 {
            type(key)
            if try await shows(seconds: 2, { lines in !lines.contains { $0.contains(question) } }) { return }
        }
    }

    /// Pulls the plug: whoever still reads or writes there is told that it is gone.
    func vanish() {
        close(master)
        master = -1
    }

    func signal(_ number: Int32) { kill(child, number) }

    /// How the line is set: what a program that takes it over has to leave behind as it was.
    var settings: LineSettings? { LineSettings(master) }

    /// What a person sees.
    var glass: Glass {
        var glass = Glass(width: columns, height: rows)
        glass.feed(written)
        return glass
    }

    /// Reads until all `texts` stand on one line of the screen, for some seconds at most.
    func shows(_ texts: String..., seconds: Double = 60) async throws -> Bool {
        try await shows(seconds: seconds) { lines in
            lines.contains { line in texts.allSatisfy { line.contains($0) } }
        }
    }

    /// Reads until the lines of the screen are as `expected` wants them, for some seconds at most.
    func shows(seconds: Double = 60, _ expected: @Sendable @escaping ([String]) -> Bool) async throws -> Bool {
        try await offThread { [self] in
            let deadline = Date().addingTimeInterval(seconds)
            while Date() < deadline {
                if expected(glass.lines) { return true }
                let before = written.count
                guard readSome() else { return expected(glass.lines) }
                while written.count == before, Date() < deadline, readSome() {}
            }
            return false
        }
    }

    /// Reads until nothing has come for a while, so that what is typed next does not arrive together with what was.
    func settle(idle: Int = 4) async throws {
        try await offThread { [self] in
            for _ in 0..<100 {
                let before = written.count
                for _ in 0..<idle { _ = readSome() }
                if written.count == before { return }
            }
        }
    }

    /// Waits for the end, reading what is still written, and gives the exit code, or 128 and the signal's number.
    func end(seconds: Double = 60) async throws -> Int32? {
        try await offThread { [self] in
            let deadline = Date().addingTimeInterval(seconds)
            while Date() < deadline, code == nil {
                _ = readSome()
                var status: Int32 = 0
                var usage = rusage()
                guard wait4(child, &status, WNOHANG, &usage) == child else { continue }
                processorTime = [usage.ru_utime, usage.ru_stime].reduce(0) {
                    $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000
                }
                while readSome() {}
                code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
            }
            return code
        }
    }

    /// Takes what comes within a moment; false when nothing will come any more.
    private func readSome() -> Bool {
        var wanted = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, 50) > 0 else { return master >= 0 }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(master, &chunk, chunk.count)
        guard count > 0 else {
            usleep(20_000)
            return false
        }
        written += chunk.prefix(count)
        return true
    }
}

/// The settings of a terminal line, to be compared.
struct LineSettings: Equatable {
    private let flags: [tcflag_t]
    private let characters: [UInt8]

    init?(_ descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
        characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    }

    /// Whether typed lines are edited and echoed by the system, as a shell leaves them to be.
    var isOrdinary: Bool { flags[3] & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG) }
}
