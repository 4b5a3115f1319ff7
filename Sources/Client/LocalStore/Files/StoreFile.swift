internal import Glibc

/// The rights of the database's file and folder: this user's alone.
enum StoreFile {
    /// Makes what is missing and tightens what is ours.
    ///
    /// SQLite gives its companion files the rights of the main file, so that one is made here, before SQLite would make
    /// it with rights of its own choice. Links and strangers' files are refused: whoever made them could read along, or
    /// have us write to a file of their choosing.
    ///
    /// Returns whether all of them can be written to, and others be made beside them.
    static func secure(_ path: String) throws(StoreError) -> Bool {
        let folder = folder(of: path)
        try makeFolder(folder)
        var isWritable = try look(at: path, orMake: true)
        for companion in [path + "-wal", path + "-shm"] {
            isWritable = try look(at: companion, orMake: false) && isWritable
        }
        return isWritable && access(folder, W_OK) == 0
    }

    /// Refuses a file that is not ours alone, and returns whether it can be written to; one that is not there counts so.
    private static func look(at path: String, orMake isWanted: Bool) throws(StoreError) -> Bool {
        let (making, common) = (isWanted ? O_CREAT : 0, O_CLOEXEC | O_NOFOLLOW)
        var descriptor = open(path, O_RDWR | making | common, 0o600)
        let code = errno
        let isWritable = descriptor >= 0
        if !isWritable, isRefusal(code) { descriptor = open(path, O_RDONLY | common) }
        guard descriptor >= 0 else {
            if code == ENOENT, !isWanted { return true }
            throw problem(path, code)
        }
        defer { close(descriptor) }
        try check(descriptor, path)
        return isWritable
    }

    /// Whether the file at `path` and its folder can be written to by now, looked at from outside.
    static func isWritable(_ path: String) -> Bool {
        access(path, W_OK) == 0 && access(folder(of: path), W_OK) == 0
    }

    /// Whether nothing can be written to the whole disk that `path` lies on.
    static func isOnReadOnlyDisk(_ path: String) -> Bool {
        var facts = statvfs()
        return statvfs(folder(of: path), &facts) == 0 && facts.f_flag & UInt(ST_RDONLY) != 0
    }

    /// The failure that names the folder of `path`.
    static func readOnly(_ path: String) -> StoreError { .readOnly(folder: folder(of: path)) }

    /// Whether nothing of the database lies in its write-ahead file.
    static func isFolded(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-wal", &status) != 0 ? errno == ENOENT : status.st_size == 0
    }

    /// What SQLite calls a file that nobody changes, and that it reads without making anything beside it.
    static func unchangingAddress(_ path: String) -> String {
        let special: Set<UInt8> = [UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        let digits = Array("0123456789ABCDEF".utf8)
        let escaped = path.utf8.flatMap { byte in
            special.contains(byte) ? [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] : [byte]
        }
        return "file:\(String(decoding: escaped, as: UTF8.self))?immutable=1"
    }

    static func folder(of path: String) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return folder.isEmpty ? "/" : folder
    }

    private static func isRefusal(_ code: Int32) -> Bool { [EACCES, EPERM, EROFS].contains(code) }

    private static func makeFolder(_ path: String) throws(StoreError) {
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw .unsafeFile(path: path, reason: "cannot be looked at") }
            if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw problem(path, errno)
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
        case _ where isRefusal(code): readOnly(path)
        case ENOSPC, EDQUOT: .full
        default: .unsafeFile(path: path, reason: "cannot be opened or made")
        }
    }
}
