import Glibc
import LocalStore
import Messaging
import Sync
import Synchronization

/// Opens and saves attachments. The file's name is always ours: what a message calls its attachment is never a path.
final class MediaCabinet: Sendable {
    /// What a person wants to be done with an attachment; the list of them is only to be seen.
    enum Deed { case open, save, see }

    /// Something that is still being fetched.
    struct Wish: Hashable {
        var target: MediaWish.Target
        var deed: Deed
    }

    private let cache: MediaCache
    private let opener: LinkOpener
    private let folder: String
    private let wishes = Mutex<Set<Wish>>([])

    /// `folder` is where attachments are saved; the person's downloads when it is left out.
    init(desk: Desk, opener: LinkOpener, folder: String? = nil) {
        cache = MediaCache(folder: desk.mediaFolder)
        self.opener = opener
        self.folder = folder ?? Self.downloads(desk.environment)
    }

    /// Does it when the attachment is here, and has it said; false when it has to be fetched first.
    func perform(_ deed: Deed, _ media: MediaRow, say: (String) -> Void) throws -> Bool {
        guard let path = media.contentHash.flatMap(cache.path(of:)) else { return false }
        switch deed {
        case .open:
            // Said first: the program that opens it may fail at once, and tells so itself.
            say("Opening the attachment.")
            try opener.open(file: path)
        case .save: say("Saved \(try save(path, media)).")
        case .see: break
        }
        return true
    }

    /// Remembers what is waited for.
    func expect(_ wish: Wish) { wishes.withLock { _ = $0.insert(wish) } }

    var awaited: Set<Wish> { wishes.withLock { $0 } }

    func forget(_ wish: Wish) { wishes.withLock { _ = $0.remove(wish) } }

    /// Saves an attachment and returns its file; `nil` when it has to be fetched first.
    func save(_ media: MediaRow) throws(Complaint) -> String? {
        guard let path = media.contentHash.flatMap(cache.path(of:)) else { return nil }
        return try save(path, media)
    }

    /// Copies a file of the cache under a name of our own, beside those that are there.
    private func save(_ path: String, _ media: MediaRow) throws(Complaint) -> String {
        try Folders.makeIfMissing(folder)
        let input = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        guard input >= 0, let bytes = readAll(input, limit: 64 << 20) else {
            throw Complaint(.failure, "The attachment cannot be read: \(lastError()).")
        }
        for count in 0..<1000 {
            let suffix = count == 0 ? "" : "-\(count)"
            let target = "\(folder)/leadline-\(media.id)\(suffix).\(Self.ending(of: media.contentType))"
            if try NewFile.write(bytes, to: target) { return target }
        }
        throw Complaint(.failure, "There are too many files of that name in \(folder).")
    }

    private static func downloads(_ environment: Environment) -> String {
        if let named = environment["XDG_DOWNLOAD_DIR"], named.hasPrefix("/") { return named }
        return (environment["HOME"] ?? "/tmp") + "/Downloads"
    }

    /// The usual ending of a type's files; of an unknown type a harmless one.
    private static func ending(of type: String) -> String {
        let endings = [
            "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
            "video/mp4": "mp4", "video/3gpp": "3gp", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/amr": "amr",
            "audio/mp4": "m4a", "application/pdf": "pdf", "text/vcard": "vcf", "text/x-vcard": "vcf",
            "text/plain": "txt", "text/calendar": "ics",
        ]
        return endings[type.lowercased().prefix { $0 != ";" }.description.trimmed] ?? "bin"
    }
}
