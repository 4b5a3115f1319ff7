internal import COpenSSL
internal import Glibc

/// The file that holds a key ring: a line for each key, its name and 64 hexadecimal digits; the first one seals.
///
/// Without this file nothing that was sealed can be read again. So it is never written over without its old content being
/// in the new one, and never made where something sealed waits for the one that is missing.
package struct KeyFile: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// The ring in the file; refused where anybody but its owner can read or change it.
    package func read() throws(KeyFileError) -> KeyRing {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing(path) : .unreadable(path, Self.reason) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, Self.reason) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= 65_536 else { throw .malformed(path, line: 0) }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .open(path)
        }
        let content = try content(descriptor, count: Int(status.st_size))
        return try content.withBytes { bytes throws(KeyFileError) in try ring(in: bytes) }
    }

    /// Makes the file with one new key, at the first start of a server that has `hasSealedData` nothing to open.
    package func create(hasSealedData: Bool) throws(KeyFileError) -> KeyRing {
        guard !hasSealedData else { throw .wouldOrphan(path) }
        let ring = KeyRing.fresh()
        let fresh = try written(ring)
        // Unlike a move, a link never takes the place of a file that another process has just made.
        let isLinked = link(fresh, path) == 0
        let failure = errno
        unlink(fresh)
        guard isLinked else {
            throw failure == EEXIST ? .exists(path) : .unwritable(path, String(cString: strerror(failure)))
        }
        syncFolder()
        return ring
    }

    /// Puts `ring` in place of what the file holds, all at once.
    package func replace(with ring: KeyRing) throws(KeyFileError) {
        let fresh = try written(ring)
        guard rename(fresh, path) == 0 else {
            let failure = Self.reason
            unlink(fresh)
            throw .unwritable(path, failure)
        }
        syncFolder()
    }

    private func content(_ descriptor: Int32, count: Int) throws(KeyFileError) -> SecretBytes {
        try SecretBytes(count: count) { memory throws(KeyFileError) in
            var filled = 0
            while filled < count {
                let got = Glibc.read(descriptor, memory.baseAddress.map { $0 + filled }, count - filled)
                guard got > 0 else { throw .unreadable(path, got == 0 ? "it ends early" : Self.reason) }
                filled += got
            }
        }
    }

    private func ring(in bytes: UnsafeRawBufferPointer) throws(KeyFileError) -> KeyRing {
        var keys: [KeyRing.Key] = []
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where !line.isEmpty && line.first != UInt8(ascii: "#") {
            let id = String(decoding: line.prefix(8), as: UTF8.self)
            let digits = line.dropFirst(9)
            guard KeyRing.isKeyID(id), line.dropFirst(8).first == 32, digits.count == 2 * SealedBox.keyLength,
                let secret = Self.secret(digits)
            else { throw .malformed(path, line: place + 1) }
            keys.append(KeyRing.Key(id: id, secret: secret))
        }
        guard let ring = KeyRing(keys) else { throw .malformed(path, line: 0) }
        return ring
    }

    private static func secret(_ digits: Slice<UnsafeRawBufferPointer>) -> SecretBytes? {
        var isKey = true
        let secret = SecretBytes(count: digits.count / 2) { memory in
            for index in memory.indices {
                let place = digits.startIndex + 2 * index
                let (high, low) = (Hexadecimal.value(digits[place]), Hexadecimal.value(digits[place + 1]))
                isKey = isKey && high != nil && low != nil
                memory[index] = (high ?? 0) << 4 | (low ?? 0)
            }
        }
        return isKey ? secret : nil
    }

    /// Writes `ring` to a new file beside ours, safe on the disk; its path.
    private func written(_ ring: KeyRing) throws(KeyFileError) -> String {
        let fresh = "\(path).\(Randomness.token(bytes: 6))"
        let descriptor = Glibc.open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path, Self.reason) }
        defer { close(descriptor) }
        let content = Self.content(of: ring)
        let isWritten = content.withBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return fsync(descriptor) == 0
        }
        guard isWritten else {
            let failure = Self.reason
            unlink(fresh)
            throw .unwritable(path, failure)
        }
        return fresh
    }

    private static func content(of ring: KeyRing) -> SecretBytes {
        let heading = "# The keys of a Leadline server; the first one seals. Keep a copy apart from backups.\n"
        var bytes = Array(heading.utf8)
        // All at once, so that no copy is left behind where the array was before it grew.
        bytes.reserveCapacity(heading.utf8.count + ring.keys.count * (2 * SealedBox.keyLength + 10))
        for key in ring.keys {
            bytes += Array("\(key.id) ".utf8)
            key.secret.withBytes { secret in
                for byte in secret { bytes += [Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte & 15)] }
            }
            bytes.append(10)
        }
        defer { OPENSSL_cleanse(&bytes, bytes.count) }
        return SecretBytes(bytes)
    }

    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
