import Glibc

/// What the doctor says about the files and folders of a profile: whose they are, who else may touch them, and whether
/// there is room.
struct FileCheckUp {
    /// What holds or leads to secrets and messages; what does not exist is passed over.
    let files: [String]
    /// The folder that the mirror grows in.
    let data: String

    init(files: [String], data: String) { (self.files, self.data) = (files, data) }

    init(desk: Desk) {
        let folders = desk.folders
        self.init(
            files: [
                desk.settingsPath, folders.data, desk.databasePath, folders.state, folders.cache, desk.mediaFolder,
            ], data: folders.data)
    }

    func findings() -> [Finding] { [rights(), space()] }

    /// Room below this is told of, in bytes: a mirror of a million messages takes about half of it.
    static let little: UInt64 = 512 << 20

    /// Whether everything belongs to this user, and to nobody besides. The first file that does not is told.
    private func rights() -> Finding {
        for path in files {
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            guard [0, getuid()].contains(status.st_uid) else {
                return Finding(
                    "files.rights", .warning, "\(visible(path)) belongs to another user.",
                    remedy: "Take it over: sudo chown -R \(getuid()) \(visible(path))")
            }
            if status.st_mode & 0o077 != 0 {
                return Finding(
                    "files.rights", .warning, "Other users of this machine may look into \(visible(path)).",
                    remedy: "Make it yours alone: chmod go= \(visible(path))")
            }
        }
        return Finding("files.rights", .good, "Settings, mirror, log and attachments are yours alone.")
    }

    /// Whether the mirror has room to grow.
    private func space() -> Finding {
        var facts = statvfs()
        guard statvfs(data, &facts) == 0 else {
            return Finding(
                "disk.space", .warning, "Nobody can say how much room there is in \(visible(data)): \(lastError()).",
                remedy: "Look at the folder and at what lies above it.")
        }
        let (bytes, overflows) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        let megabytes = (overflows ? UInt64.max : bytes) >> 20
        guard overflows || bytes >= Self.little else {
            return Finding(
                "disk.space", .warning, "There are \(megabytes) MiB left in \(visible(data)).",
                remedy: "Make room: without it nothing that is written or fetched can be kept.")
        }
        return Finding("disk.space", .good, "There is room: \(megabytes) MiB.")
    }
}
