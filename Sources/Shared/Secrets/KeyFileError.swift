/// Why the keys cannot be had, sorted by what an operator does next.
package enum KeyFileError: Error, Hashable, Sendable {
    case missing(String)
    /// Others than its owner can read it or change it.
    case open(String)
    case unreadable(String, String)
    /// The line that is no key; 0 for the file as a whole.
    case malformed(String, line: Int)
    case exists(String)
    /// A new key would leave unreadable what was sealed with the one that is missing.
    case wouldOrphan(String)
    case unwritable(String, String)
}

extension KeyFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "the key file \(path) is missing"
        case .open(let path):
            "the key file \(path) can be read or changed by others: chmod 600 it, and let the server's user own it"
        case .unreadable(let path, let reason): "the key file \(path) cannot be read: \(reason)"
        case .malformed(let path, let line):
            line == 0 ? "the key file \(path) holds no usable keys" : "line \(line) of the key file \(path) is no key"
        case .exists(let path): "the key file \(path) is there already"
        case .wouldOrphan(let path):
            "the database holds sealed tokens, but their key file \(path) is missing: bring it back from its copy"
        case .unwritable(let path, let reason): "the key file \(path) cannot be written: \(reason)"
        }
    }
}
