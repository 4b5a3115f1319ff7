internal import CRM
internal import Glibc
internal import Secrets
internal import ServerStore

/// Opening what the server works with: the rows, and the keys of what is sealed in them.
enum Premises {
    /// The rows. An SQLite file is made and brought up to date on the way; on PostgreSQL that is the owner's to do.
    static func store(_ settings: ServerSettings) async throws -> TenantStore {
        let address = try settings.database
        if case .sqlite(let path) = address {
            if settings.isOwnFile { try makeFolder(of: path) }
            try await migrate(address)
        }
        return try await TenantStore(address, NodeClock.surroundings)
    }

    /// The disk for webhooks that the database does not take.
    static func spool(_ settings: ServerSettings) throws -> WebhookSpool {
        let path = try settings.spoolFolder
        // A path that begins in the folder of this process has its folder already.
        if path.hasPrefix("/") { try makeFolder(of: path) }
        do {
            return try WebhookSpool(folder: path, now: NodeClock.now())
        } catch {
            throw ServerComplaint(
                .settings, "Webhooks cannot be kept at \(path).",
                advice: "LEADLINE_SPOOL_FOLDER takes another folder, which has to be this user's own.")
        }
    }

    /// Where pictures, films and documents lie.
    static func media(_ settings: ServerSettings) throws -> MediaStorage {
        let path = try settings.mediaFolder
        if path.hasPrefix("/") { try makeFolder(of: path) }
        do {
            return try MediaStorage(folder: path, now: NodeClock.now())
        } catch {
            throw ServerComplaint(
                .settings, "Media cannot be kept at \(path).",
                advice: "LEADLINE_MEDIA_FOLDER takes another folder, which has to be this user's own.")
        }
    }

    /// Makes the tables, or brings them up to date.
    static func migrate(_ address: StoreAddress, servedBy role: String? = nil) async throws {
        try await TenantStore.migrate(address, servedBy: role, NodeClock.surroundings)
    }

    /// The keys. Beside an SQLite file they are made at the first start, and never where something sealed waits for others.
    static func keys(_ settings: ServerSettings, _ store: TenantStore) async throws -> KeyFile {
        guard case .sqlite = store.address else { return try await fitting(try presentKeys(settings), store) }
        let file = KeyFile(path: try settings.keyFile)
        do {
            _ = try file.read()
        } catch KeyFileError.missing {
            try await create(file, store)
        }
        return try await fitting(file, store)
    }

    /// The file, where it has the keys of all that is sealed. With another one every webhook would be refused as forged.
    private static func fitting(_ file: KeyFile, _ store: TenantStore) async throws -> KeyFile {
        let missing = try await SealedRows.missingKeys(of: try file.read(), in: store)
        guard let first = missing.first else { return file }
        throw ServerComplaint(
            .settings,
            "The key file \(file.path) is not the one that tokens here were sealed with: it lacks the key \(first).",
            advice: "Put back the file that holds it, or name it by LEADLINE_MASTER_KEY_FILE.")
    }

    /// The keys of a server whose nodes are given them.
    static func presentKeys(_ settings: ServerSettings) throws -> KeyFile {
        let file = KeyFile(path: try settings.keyFile)
        do {
            _ = try file.read()
        } catch KeyFileError.missing {
            throw ServerComplaint(
                .settings, "The key file \(file.path) is missing.",
                advice: "Copy it from another node; for the very first one, `leadline-server key create` makes it.")
        }
        return file
    }

    /// Makes the file of the keys, where nothing is sealed that another one would have to open.
    static func create(_ file: KeyFile, _ store: TenantStore) async throws {
        do {
            _ = try file.create(hasSealedData: try await SealedRows.exist(in: store))
        } catch KeyFileError.exists {
            // Another process was first, and its keys are as good.
            _ = try file.read()
        }
    }

    /// Makes the folder of `path` and what is missing above it, for this user alone.
    private static func makeFolder(of path: String) throws(ServerComplaint) {
        let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
        var partial = ""
        for part in folder.split(separator: "/") {
            partial += "/" + part
            if mkdir(partial, 0o700) != 0, errno != EEXIST, errno != EISDIR {
                throw ServerComplaint(
                    .settings, "The folder \(partial) cannot be made: \(String(cString: strerror(errno))).",
                    advice: "DATABASE_URL=sqlite:PATH puts the rows elsewhere.")
            }
        }
    }
}
