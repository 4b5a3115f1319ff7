import Glibc
import Messaging
import Synchronization

/// Where texts lie that a process could not write into the mirror: a file a run of the program, 0600, in the profile's
/// state folder.
///
/// Two processes that end at once have two files, and one that is written again takes the old one's place as a whole.
struct RescueShelf: Sendable {
    let folder: String
    /// The profile's stem and the mirror's source.
    let profile: String
    let source: String

    private static let ending = ".unsent"
    /// Far more than anybody writes while a database is busy.
    private static let limit = 64 << 20

    /// The file of a run.
    func path(of session: String) -> String { "\(folder)/\(profile).\(session)\(Self.ending)" }

    /// Puts these texts in the place of what the run's file held; without any the file goes.
    func write(_ texts: [RescuedTexts.Text], _ drafts: [RescuedTexts.Unsaved], of session: String) throws(Complaint) {
        let path = path(of: session)
        let contents = RescuedTexts(profile: profile, source: source, texts: texts, drafts: drafts)
        guard !contents.isEmpty else {
            unlink(path)
            return
        }
        try Folders.make(folder)
        let bytes = try complaining { try contents.bytes() }
        let new = path + ".new"
        unlink(new)
        guard try NewFile.write(bytes, to: new) else {
            throw Complaint(.failure, "\(visible(new)) is there already.")
        }
        guard rename(new, path) == 0 else {
            let code = errno
            unlink(new)
            throw Complaint(unwritable: path, code)
        }
        settle()
    }

    /// The files of runs that are over.
    func abandoned() -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var paths: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(profile + "."), name.hasSuffix(Self.ending) else { continue }
            let session = name.dropFirst(profile.utf8.count + 1).dropLast(Self.ending.utf8.count)
            // A profile's name may hold dots, a run's name holds none.
            if !session.contains("."), !RunName.isAlive(String(session)) { paths.append("\(folder)/\(name)") }
        }
        return paths.sorted()
    }

    /// Takes a file in hand; `nil` where another process has it, or has done with it. One that cannot be read is refused
    /// and left as it is.
    func claim(_ path: String) throws(Complaint) -> Claim? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(path, lastError())
        }
        let claim = Claim(path, descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == getuid() else {
            throw unreadable(path, "it is no plain file of yours")
        }
        guard status.st_nlink > 0 else { return nil }
        guard let contents = readAll(descriptor, limit: Self.limit).flatMap(RescuedTexts.init) else {
            throw unreadable(path, "it is damaged")
        }
        guard contents.profile == profile, contents.source == source else {
            throw unreadable(path, "it is another account's")
        }
        claim.contents.withLock { $0 = contents }
        return claim
    }

    private func unreadable(_ path: String, _ reason: String) -> Complaint {
        Complaint(
            .failure, "A file of texts that were not sent cannot be taken up, as \(reason): \(visible(path)).",
            advice: "It is left as it is; the texts stand in it.")
    }

    /// The name in the folder survives a power failure as well.
    private func settle() {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension RescueShelf {
    /// A file that is in our hands alone until this is let go of.
    final class Claim: Sendable {
        let path: String
        fileprivate let contents = Mutex<RescuedTexts?>(nil)
        private let descriptor: Int32

        fileprivate init(_ path: String, _ descriptor: Int32) { (self.path, self.descriptor) = (path, descriptor) }

        deinit { close(descriptor) }

        var texts: [RescuedTexts.Text] { contents.withLock { $0?.texts ?? [] } }
        var drafts: [RescuedTexts.Unsaved] { contents.withLock { $0?.drafts ?? [] } }

        /// All of it is in the mirror.
        func remove() { unlink(path) }
    }
}
