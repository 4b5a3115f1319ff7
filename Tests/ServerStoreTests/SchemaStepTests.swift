import Foundation
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("The schema, and who may serve on it")
struct SchemaStepTests {
    @Test("Both databases have the same tables with the same columns")
    func parity() async throws {
        let (sqlite, postgres) = (try await StorePlace(.sqlite), try await StorePlace(.postgres))

        let columns = try sqlite.shell(
            """
            SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE 'message_search%'
            """)
        let same = try postgres.shell(
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'")

        #expect(Set(columns.split(separator: "\n")) == Set(same.split(separator: "\n")))
        #expect(columns.split(separator: "\n").count > 150)
    }

    @Test("Texts are compared by their bytes on both", arguments: StoreKind.allCases)
    func order(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let names = ["B", "a", "Z", "é", "z", "_", "😀"]
        let tenant = try await place.tenant("0").tenant
        try await place.store.write(tenant) { t in for name in names { try t.users.create(name: name) } }

        let listed = try await place.store.readServer { try $0.routes.users(limit: 99) }.map(\.name)

        #expect(listed == ["0", "B", "Z", "_", "a", "z", "é", "😀"])
    }

    @Test("A schema that this server does not know is left alone", arguments: StoreKind.allCases)
    func unknown(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let newest = Int(try place.shell("SELECT max(number) FROM schema_steps")) ?? 0

        try place.shell("INSERT INTO schema_steps VALUES (\(newest + 1), 'later', 0)")
        let newer = TenantStoreError.newerVersion(found: newest + 1, known: newest)
        await #expect(throws: newer) { try await place.another() }
        await #expect(throws: newer) {
            try await TenantStore.migrate(place.ownerAddress, StoreSurroundings(place.clock))
        }

        try place.shell("DELETE FROM schema_steps WHERE number > \(newest - 1)")
        await #expect(throws: TenantStoreError.olderVersion(found: newest - 1, known: newest)) {
            try await place.another()
        }
    }

    @Test("Several that migrate at once make one schema", arguments: StoreKind.allCases)
    func together(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        if kind == .postgres {
            try place.shell("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC")
        }
        let folder = try TemporaryFolder()
        let address = kind == .postgres ? place.ownerAddress : .sqlite(path: folder.path + "/fresh.sqlite")

        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    try await TenantStore.migrate(
                        address, servedBy: PostgresServer.server, StoreSurroundings(place.clock))
                }
            }
            try await group.waitForAll()
        }

        let served = kind == .postgres ? place.address : address
        let store = try await TenantStore(served, StoreSurroundings(place.clock))
        _ = try await place.tenant("ann", in: store)
    }

    @Test("The server refuses to work as a role that the wall does not bind")
    func roles() async throws {
        let place = try await StorePlace(.postgres)
        let suffix = UUID().uuidString.lowercased().filter { $0 != "-" }
        try place.shell(
            "CREATE ROLE free_\(suffix) LOGIN BYPASSRLS; CREATE ROLE heir_\(suffix) LOGIN IN ROLE leadline_owner",
            as: "postgres")

        for (role, reason) in [
            (PostgresServer.owner, UnsafeRole.owner), ("postgres", .superuser),
            ("free_\(suffix)", .bypassesRowSecurity),
            ("heir_\(suffix)", .owner),
        ] {
            await #expect(throws: TenantStoreError.unsafeRole(reason)) {
                try await TenantStore(try place.address(as: role), StoreSurroundings(place.clock))
            }
        }
    }

    @Test("A file is its owner's alone, and what is committed lies on the disk")
    func file() async throws {
        let place = try await StorePlace(.sqlite)
        guard case .sqlite(let path) = place.address else { return }

        for file in [path, path + "-wal", path + "-shm"] {
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(file)")
        }
    }

    @Test("An address is a path, or PostgreSQL's")
    func addresses() throws {
        #expect(try StoreAddress("sqlite:/var/lib/x.sqlite") == .sqlite(path: "/var/lib/x.sqlite"))
        #expect(try StoreAddress("x.sqlite") == .sqlite(path: "x.sqlite"))
        #expect(try StoreAddress("postgresql://h/d") == .postgres("postgresql://h/d"))
        for text in ["", "sqlite:", "mysql://h/d"] {
            #expect(throws: TenantStoreError.badAddress) { try StoreAddress(text) }
        }
        let secretive = try StoreAddress("postgres://u:secret@h/d")
        #expect(!"\(secretive)".contains("secret"))
    }
}
