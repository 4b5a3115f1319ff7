import Glibc

/// Where Leadline keeps its files, by the XDG base directory specification.
///
/// Every folder of ours is 0700 and every file 0600, made so when first needed.
struct Folders: Sendable {
    let settings: String
    let data: String
    let state: String
    let cache: String

    /// By the XDG variables, else below the home folder; without HOME that of the user database.
    init(_ environment: Environment) {
        let home = environment["HOME"] ?? Self.homeOfUser
        func place(_ variable: String, _ fallback: String) -> String {
            // The specification tells to ignore a path that is not absolute.
            let root = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/\(fallback)"
            return root + "/leadline"
        }
        settings = place("XDG_CONFIG_HOME", ".config")
        data = place("XDG_DATA_HOME", ".local/share")
        state = place("XDG_STATE_HOME", ".local/state")
        cache = place("XDG_CACHE_HOME", ".cache")
    }

    /// Everything that is written below one folder, for a sitting that leaves nothing behind; what a person has set is
    /// read where it always lies.
    init(below root: String, settings: String? = nil) {
        self.settings = settings ?? root + "/config"
        data = root + "/data"
        state = root + "/state"
        cache = root + "/cache"
    }

    var settingsFile: String { settings + "/config.toml" }

    /// Makes `path` and what is missing above it, and takes from others what they may see of it. One that is another
    /// user's, or that others may write into, is refused.
    static func make(_ path: String) throws(Complaint) {
        try makeIfMissing(path)
        try FolderOwnership.refuseForeign(path)
        var status = stat()
        if stat(path, &status) == 0, status.st_uid == getuid(), status.st_mode & 0o077 != 0 { chmod(path, 0o700) }
    }

    /// Makes `path` and what is missing above it, and leaves what is there as it is. Nothing is made in a folder of
    /// another user: whoever works as root with somebody's HOME would lock them out of what they need. A path that does not begin at the
    /// root is one below the folder that the program was started in.
    static func makeIfMissing(_ path: String) throws(Complaint) {
        var partial = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            let above = partial.isEmpty ? "/" : partial
            partial += "/" + part
            if access(partial, F_OK) != 0 { try FolderOwnership.refuseToFill(above) }
            if mkdir(partial, 0o700) != 0, errno != EEXIST, errno != EISDIR {
                throw Complaint(
                    .failure, "The folder \(visible(partial)) cannot be made: \(lastError()).", advice: howToWrite)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Complaint(.failure, "\(path) is not a folder.")
        }
    }

    /// What helps where nothing can be written in a folder.
    static let howToWrite = "See to the rights of its folder, and that its disk is not mounted read-only."

    /// Refuses a folder that nothing can be written in, or made in where it is not there yet.
    static func refuseUnwritable(_ path: String) throws(Complaint) {
        var present = path
        while access(present, F_OK) != 0, errno == ENOENT, present != parent(of: present) {
            present = parent(of: present)
        }
        guard access(present, W_OK) != 0 else { return }
        throw Complaint(
            .failure, "Nothing can be written in the folder \(visible(present)): \(lastError()).", advice: howToWrite)
    }

    /// The folder that a file lies in, as it may be written: `.` for a name alone.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        let folder = path[..<slash]
        return folder.isEmpty ? "/" : String(folder)
    }

    private static var homeOfUser: String {
        guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return "/" }
        return String(cString: folder)
    }
}

/// The C library's words for what went wrong in the last call.
func lastError() -> String { String(cString: strerror(errno)) }
