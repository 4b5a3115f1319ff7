import Glibc

/// Whose a folder is that Leadline reads from or writes into.
///
/// Whoever can write there can put other settings, another mirror or a link in the place of ours, and so decide what is
/// sent and where. That is no matter of rights that could be put straight in passing: what lies there may not be ours
/// any more, so a person has to look.
enum FolderOwnership {
    /// Refuses the folders of a person's settings, mirror, log and attachments where one is not theirs alone.
    ///
    /// `settingsPath` is a settings file that lies elsewhere.
    static func refuseForeign(_ folders: Folders, settingsPath: String?) throws(Complaint) {
        for path in [folders.settings, folders.data, folders.state, folders.cache] { try refuseForeign(path) }
        guard let settingsPath else { return }
        // In a folder such as /tmp everybody may write, and nobody replace a file of somebody else's.
        try refuseForeign(Folders.parent(of: settingsPath), allowsShared: true)
    }

    /// Refuses a folder that belongs to another user, root excepted, or that others may write into. One that is not
    /// there is made by whoever needs it.
    static func refuseForeign(_ path: String, allowsShared: Bool = false) throws(Complaint) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        let shown = visible(path)
        guard [0, getuid()].contains(status.st_uid) else {
            throw Complaint(
                .settings,
                "The folder \(shown) belongs to another user, who could change what Leadline reads and sends.",
                advice: "Move it away, or look through it and take it over: sudo chown -R \(getuid()) \(shown)")
        }
        if allowsShared, status.st_mode & S_ISVTX != 0 { return }
        guard othersMayWrite(status) else { return }
        throw Complaint(
            .settings,
            "Other users of this machine may write into \(shown), and so change what Leadline reads and sends.",
            advice: "Look through it for what is not yours, then make it yours alone: chmod go= \(shown)")
    }

    /// Refuses to make anything new in a folder that belongs to another user, root excepted.
    static func refuseToFill(_ path: String) throws(Complaint) {
        var status = stat()
        guard stat(path, &status) == 0, ![0, getuid()].contains(status.st_uid) else { return }
        throw Complaint(
            .settings,
            "The folder \(visible(path)) belongs to another user, who would be locked out of what is made in it.",
            advice: "Run Leadline as that user, or with a HOME of your own: sudo -H sets it.")
    }

    /// The group of a user alone, which many systems give everybody, is nobody else.
    private static func othersMayWrite(_ status: stat) -> Bool {
        if status.st_mode & 0o002 != 0 { return true }
        return status.st_mode & 0o020 != 0 && !isOwnGroup(status.st_gid)
    }

    private static func isOwnGroup(_ id: gid_t) -> Bool {
        guard let user = getpwuid(getuid()), user.pointee.pw_gid == id else { return false }
        let name = String(cString: user.pointee.pw_name)
        guard let group = getgrgid(id), String(cString: group.pointee.gr_name) == name else { return false }
        var member = group.pointee.gr_mem
        while let list = member, let text = list.pointee {
            if String(cString: text) != name { return false }
            member = list + 1
        }
        return true
    }
}
