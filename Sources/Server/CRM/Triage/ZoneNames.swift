internal import Glibc

/// The time zones that this machine knows by name.
enum ZoneNames {
    private static let folder = "/usr/share/zoneinfo"

    /// Whether there is a zone of that name. A machine without any zones takes each name of their form.
    static func has(_ name: String) -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0 else { return true }
        // A name goes down from the folder, never up.
        guard !name.hasPrefix("/"), !name.contains(".") else { return false }
        return stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
