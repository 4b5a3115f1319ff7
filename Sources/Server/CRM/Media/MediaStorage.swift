internal import FoundationEssentials
internal import Glibc
package import Messaging
internal import Secrets

/// Where pictures, films and documents lie: in a folder of this user alone, each tenant's by itself, each file once and named
/// by the hash of its content. No name that somebody else chose is ever part of a path.
///
/// Files are written under a hidden name and moved when they are whole. What lies here is never changed.
package struct MediaStorage: Sendable {
    private let folder: String

    /// After so long a file that was never finished is nobody's any more.
    private static let forgottenAfter = Duration.seconds(3600)

    /// Makes the folder where it is missing, and clears what writers that were killed have left there.
    package init(folder: String, now: Instant) throws(MediaFault) {
        self.folder = folder
        try Self.make(folder)
        clear(now)
    }

    /// A file to write into, of at most `limit` bytes.
    package func draft(limit: Int) throws(MediaFault) -> MediaDraft {
        let path = folder + "/." + Randomness.token()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw MediaFault("a file cannot be made") }
        return MediaDraft(path: path, descriptor: descriptor, limit: limit)
    }

    /// Keeps what was written for a tenant; safe on the disk when this returns.
    package func keep(_ draft: MediaDraft, for tenant: TenantID) throws(MediaFault) -> StoredMedia {
        let stored = try draft.close()
        let shelf = folder + "/" + tenant.description
        try Self.make(shelf)
        guard rename(draft.path, path(stored.hash, of: tenant)) == 0, Self.sync(shelf) else {
            throw MediaFault("a file cannot be moved to its place")
        }
        return stored
    }

    /// The file with a content; `nil` where this node does not have it.
    package func file(_ hash: String, of tenant: TenantID) -> String? {
        let path = path(hash, of: tenant)
        return access(path, R_OK) == 0 ? path : nil
    }

    private func path(_ hash: String, of tenant: TenantID) -> String { "\(folder)/\(tenant)/\(hash)" }

    private func clear(_ now: Instant) {
        // A folder that cannot be read holds nothing that could be cleared.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(".") {
            var state = stat()
            guard lstat(folder + "/" + name, &state) == 0 else { continue }
            if now - Instant(seconds: Int64(state.st_mtim.tv_sec)) > Self.forgottenAfter { unlink(folder + "/" + name) }
        }
    }

    private static func make(_ folder: String) throws(MediaFault) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw MediaFault("the folder cannot be made") }
        guard chmod(folder, 0o700) == 0 else { throw MediaFault("the folder is another's") }
    }

    private static func sync(_ folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return fsync(descriptor) == 0
    }
}

/// What lies in the storage, by its content.
package struct StoredMedia: Hashable, Sendable {
    /// SHA-256, in lower-case hexadecimal.
    package let hash: String
    package let size: Int
    package let type: String
}

/// The storage did not take or give a file.
package struct MediaFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    init(_ words: String) { description = "The folder of media cannot be used: \(words)." }
}
