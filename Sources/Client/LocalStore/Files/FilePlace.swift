internal import Glibc

/// Where the database's file lies, and whether the one that is open still does.
///
/// A file that was moved away, or in whose place another one was put, is written to without any fault: what goes in after
/// that is seen by nobody again, and two programs may write into one write-ahead file for two databases.
struct FilePlace: Sendable {
    let path: String
    private let number: ino_t?

    /// To be made once the file is open.
    init(_ path: String) {
        self.path = path
        number = Self.number(path)
    }

    /// Looks, and tells whether another file lies there, or none.
    var isLost: Bool { Self.number(path) != number }

    private static func number(_ path: String) -> ino_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_ino : nil
    }
}
