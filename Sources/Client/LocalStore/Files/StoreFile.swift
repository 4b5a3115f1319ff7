internal import Glibc

/// The rights of the database's file and folder: this user's alone.
enum StoreFile {
    /// Makes what is missing and tightens what is ours.
    ///
    /// SQLite gives its companion files the rights of the main file, so that one is made here, before SQLite would make
    /// it with rights of its own choice. Links and strangers' files are refused: whoever made them could read along, or
    /// have us write to a file of their choosing.
    static func secure(_ path: String) throws(StoreError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try makeFolder(folder.isEmpty ? "/" : folder)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 {
            defer { close(descriptor) }
            try check(descriptor, path)
        } else {
            throw problem(path, errno)
        }
        for companion in [path + "-wal", path + "-shm"] {
            let descriptor = open(companion, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            if descriptor >= 0 {
                defer { close(descriptor) }
                try check(descriptor, companion)
            } else if errno != ENOENT {
                throw problem(companion, errno)
            }
        }
    }

    private static func makeFolder(_ path: String) throws(StoreError) {
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw .unsafeFile(path: path, reason: "cannot be looked at") }
            if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw errno == ENOSPC ? .full : .unsafeFile(path: path, reason: "cannot be made")
            }
        }
    }

    private static func check(_ descriptor: Int32, _ path: String) throws(StoreError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unsafeFile(path: path, reason: "cannot be looked at") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unsafeFile(path: path, reason: "is no plain file") }
        guard status.st_uid == geteuid() else { throw .unsafeFile(path: path, reason: "belongs to another user") }
        if status.st_mode & 0o077 != 0 {
            guard fchmod(descriptor, 0o600) == 0 else {
                throw .unsafeFile(path: path, reason: "can be read by others, and that cannot be changed")
            }
        }
    }

    /// Why a file of ours could not be opened, by the code that `open` left.
    static func problem(_ path: String, _ code: Int32) -> StoreError {
        switch code {
        case ELOOP: .unsafeFile(path: path, reason: "is a link; it must be a plain file")
        case EISDIR: .unsafeFile(path: path, reason: "is a folder")
        case EACCES, EPERM, EROFS: .readOnly
        case ENOSPC, EDQUOT: .full
        default: .unsafeFile(path: path, reason: "cannot be opened")
        }
    }
}
