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

    static func isAlive(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let process = pid_t(parts[0]), !parts[1].isEmpty else { return false }
        return beginning(of: process) == String(parts[1])
    }

    /// The 22nd field of the kernel's account of a process (proc(5)); `nil` when there is none.
    private static func beginning(of process: pid_t) -> String? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let bytes = readAll(descriptor, limit: 4096) else { return nil }
        // The second field is the program's name in brackets, which may itself hold brackets and spaces.
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 19 ? String(fields[19]) : nil
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
