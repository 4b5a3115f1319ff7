import Glibc
import LocalStore
import Secrets

/// Attachments on disk, each in a file that is named by the SHA-256 of its content and by nothing else.
///
/// The folder is the owner's alone, and is made with what is missing above it when the first file comes. When more than
/// `cap` bytes lie in it, the files that were used longest ago go; they can be fetched again.
package struct MediaCache: Sendable {
    package let folder: String
    package let cap: Int

    package init(folder: String, cap: Int = 256 << 20) { (self.folder, self.cap) = (folder, cap) }

    /// The file with this content, or `nil` where it is not here or `hash` is none.
    package func path(of hash: String) -> String? {
        guard Self.isHash(hash) else { return nil }
        let path = "\(folder)/\(hash)"
        guard access(path, R_OK) == 0 else { return nil }
        utimensat(AT_FDCWD, path, nil, 0)
        return path
    }

    /// Writes `bytes` down and returns their name.
    package func keep(_ bytes: [UInt8]) throws(SyncError) -> String {
        let hash = ContentHash.hex(of: bytes)
        guard path(of: hash) == nil else { return hash }
        makeFolder()
        let draft = "\(folder)/.\(hash).part"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("made") }
        let isWritten = bytes.withUnsafeBytes { Self.write($0, to: file) }
        guard isWritten, fsync(file) == 0, rename(draft, "\(folder)/\(hash)") == 0 else {
            let failure = failure("written")
            close(file)
            unlink(draft)
            throw failure
        }
        close(file)
        trim(keeping: hash)
        return hash
    }

    /// Makes the folder and what is missing above it, for its owner alone. Where that fails the file cannot be made
    /// either, which is told then.
    private func makeFolder() {
        var partial = ""
        for part in folder.split(separator: "/") {
            partial += "/" + part
            mkdir(partial, 0o700)
        }
        var facts = stat()
        if stat(folder, &facts) == 0, facts.st_uid == getuid(), facts.st_mode & 0o077 != 0 { chmod(folder, 0o700) }
    }

    private func trim(keeping newest: String) {
        var files = contents()
        var total = files.reduce(0) { $0 + $1.size }
        files.sort { $0.used < $1.used }
        for file in files where total > cap && file.name != newest {
            if unlink("\(folder)/\(file.name)") == 0 { total -= file.size }
        }
    }

    private func contents() -> [(name: String, size: Int, used: Int)] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var files: [(name: String, size: Int, used: Int)] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var facts = stat()
            guard Self.isHash(name), stat("\(folder)/\(name)", &facts) == 0 else { continue }
            files.append((name, Int(facts.st_size), Int(facts.st_mtim.tv_sec)))
        }
        return files
    }

    private func failure(_ verb: String) -> SyncError {
        if [ENOSPC, EDQUOT, EFBIG].contains(errno) { return .store(.full) }
        return .ourFault(detail: "a media file could not be \(verb): error \(errno)")
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
