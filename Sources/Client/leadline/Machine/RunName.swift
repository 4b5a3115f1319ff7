import Glibc
import Messaging

/// Names a run of a program, so that another process of the same user can tell later whether it still goes on.
///
/// The name holds the process's number and the moment it began, in ticks since the machine was started: a number alone
/// is given again to others.
enum RunName {
    static func own() -> String {
        "\(getpid())-\(beginning(of: getpid()) ?? "")-\(UInt32.random(in: .min ... .max))"
    }

    /// One that has ended, and that whoever started it has not asked after yet, does nothing any more.
    static func isAlive(_ name: String) -> Bool {
        account(ofRun: name).map { !["Z", "X"].contains($0.state) } ?? false
    }

    /// The number of the process, where it was stopped (Ctrl-Z) and does nothing until somebody lets it go on.
    static func stopped(_ name: String) -> Int32? {
        guard let run = account(ofRun: name), run.state == "T" else { return nil }
        return run.process
    }

    private static func account(ofRun name: String) -> (process: pid_t, state: Substring)? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let process = pid_t(parts[0]), !parts[1].isEmpty, let fields = account(of: process),
            fields[19] == parts[1]
        else { return nil }
        return (process, fields[0])
    }

    private static func beginning(of process: pid_t) -> String? { account(of: process).map { String($0[19]) } }

    /// The kernel's account of a process from its 3rd field on (proc(5)): the state first, the beginning as the 20th;
    /// `nil` when there is none.
    private static func account(of process: pid_t) -> [Substring]? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let bytes = readAll(descriptor, limit: 4096) else { return nil }
        // The second field is the program's name in brackets, which may itself hold brackets and spaces.
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 19 ? fields : nil
    }
}

extension IntentID {
    /// A name by the system's chance.
    @Sendable
    static func new() -> IntentID {
        var chance = SystemRandomNumberGenerator()
        return IntentID(&chance)
    }
}
