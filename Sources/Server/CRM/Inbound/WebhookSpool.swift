internal import FoundationEssentials
internal import Glibc
package import Messaging
internal import ServerStore

/// Events on this node's disk, for as long as the database takes none: a file each, named by its id.
///
/// A file is there whole or not at all, and lies on the disk before anybody is told. Its event has its id already, so it may
/// be given to the database any number of times.
package struct WebhookSpool: Sendable {
    private let folder: String

    /// A folder of this user alone; it is made where it is missing.
    package init(folder: String, now: Instant) throws {
        self.folder = folder
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw SpoolFault("the folder cannot be made") }
        guard chmod(folder, 0o700) == 0 else { throw SpoolFault("the folder is another's") }
        clear(now)
    }

    /// Takes away what was begun by a process that was killed: nobody was told that it is kept.
    private func clear(_ now: Instant) {
        // A folder that cannot be read holds nothing that could be cleared.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(".") && WebhookEventID(String(name.dropFirst())) != nil {
            var state = stat()
            guard lstat(path(name), &state) == 0 else { continue }
            if now - Instant(seconds: Int64(state.st_mtim.tv_sec)) > Self.forgottenAfter { unlink(path(name)) }
        }
    }

    /// Nobody writes one file for so long.
    private static let forgottenAfter = Duration.seconds(60)

    /// Whether a file could be made now.
    package var isUsable: Bool { access(folder, W_OK | X_OK) == 0 }

    /// How many events wait.
    package var count: Int { names.count }

    /// How many were put aside for a person: of no tenant, or unreadable.
    package var asideCount: Int { Self.asideCount(in: folder) }

    /// The same of a folder that nobody has opened, or made.
    package static func asideCount(in folder: String) -> Int {
        // A folder that is not there holds none.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { $0.hasSuffix(".homeless") || $0.hasSuffix(".damaged") }
    }

    /// Puts an event on the disk.
    func put(_ event: WebhookEvent) throws {
        let (final, partial) = (path(event.id.description), path(".\(event.id)"))
        let bytes = [UInt8](try JSONEncoder().encode(SpooledEvent(event)))
        let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw SpoolFault("a file cannot be made") }
        let isWritten = Self.write(bytes, to: file) && fsync(file) == 0
        Glibc.close(file)
        guard isWritten, rename(partial, final) == 0, syncFolder() else {
            unlink(partial)
            throw SpoolFault("a file cannot be written")
        }
    }

    /// The oldest events, with those whose files cannot be read put aside.
    func first(_ limit: Int) -> [WebhookEvent] {
        names.sorted().prefix(limit).compactMap { name in
            // A file that cannot be read now is tried again; one that makes no sense is left for a person.
            guard let bytes = FileManager.default.contents(atPath: path(name)) else { return nil }
            if let event = (try? JSONDecoder().decode(SpooledEvent.self, from: bytes))?.event { return event }
            rename(path(name), path(name + ".damaged"))
            return nil
        }
    }

    /// Takes away what the database has.
    func remove(_ events: [WebhookEvent]) {
        for event in events { unlink(path(event.id.description)) }
    }

    /// Keeps what the database will never take under another name, so that it is not tried again.
    func setAside(_ events: [WebhookEvent]) {
        for event in events { rename(path(event.id.description), path("\(event.id).homeless")) }
    }

    private var names: [String] {
        // A folder that cannot be read holds nothing that could be drained.
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { WebhookEventID($0) != nil }
    }

    private func path(_ name: String) -> String { folder + "/" + name }

    private func syncFolder() -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// The disk of the node did not take an event.
package struct SpoolFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    init(_ words: String) { description = "The spool of webhooks cannot be used: \(words)." }
}

/// An event as its file holds it.
private struct SpooledEvent: Codable {
    var tenant: String
    var id: String
    var kind: String
    var accountSID: String
    var channel: String?
    var ourAddress: String
    var target: Data
    var body: Data
    var receivedAt: Int64

    init(_ event: WebhookEvent) {
        (tenant, id, kind) = (event.tenant.description, event.id.description, event.kind.rawValue)
        (accountSID, channel, ourAddress) = (event.accountSID, event.channel?.description, event.ourAddress)
        (target, body, receivedAt) = (Data(event.target), Data(event.body), event.receivedAt.milliseconds)
    }

    var event: WebhookEvent? {
        guard let tenant = TenantID(tenant), let id = WebhookEventID(id), let kind = WebhookEvent.Kind(rawValue: kind)
        else { return nil }
        return WebhookEvent(
            tenant: tenant, id: id, kind: kind, accountSID: accountSID, channel: channel.flatMap { ChannelID($0) },
            ourAddress: ourAddress, target: [UInt8](target), body: [UInt8](body),
            receivedAt: Instant(milliseconds: receivedAt))
    }
}
