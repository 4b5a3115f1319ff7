import Foundation
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("A database that is away")
struct OutageTests {
    /// What writers were told: what is written, and what may be.
    private struct Told {
        var sure: Set<String> = []
        var unsure: Set<String> = []
    }

    /// Two nodes on a PostgreSQL of their own, where time passes by itself: a store leaves a database alone for a moment
    /// that it could not reach.
    private func nodes(on server: PostgresServer) async throws -> [TenantStore] {
        var surroundings = StoreSurroundings(HandClock())
        let start = ContinuousClock.now
        surroundings.uptime = { Uptime(milliseconds: (ContinuousClock.now - start).inMilliseconds) }
        try server.psql("CREATE DATABASE outage OWNER \(PostgresServer.owner)", as: "postgres", in: "postgres")
        try await TenantStore.migrate(
            .postgres(server.address(of: "outage", as: PostgresServer.owner)), servedBy: PostgresServer.server,
            surroundings)
        let address = StoreAddress.postgres(server.address(of: "outage", as: PostgresServer.server))
        return [
            try await TenantStore(address, surroundings, connections: 4),
            try await TenantStore(address, surroundings, connections: 1),
        ]
    }

    /// Adds users, one after the other, for as long as it may.
    private func write(_ writer: Int, _ store: TenantStore, _ tenant: TenantID, until end: OnceRaised) async -> Told {
        var (told, number) = (Told(), 0)
        while !end.isUp {
            number += 1
            let name = "\(writer) \(number)"
            do {
                try await store.write(tenant) { try $0.users.create(name: name) }
                told.sure.insert(name)
            } catch TenantStoreError.undecided {
                told.unsure.insert(name)
            } catch TenantStoreError.gone {
                try? await Task.sleep(for: .milliseconds(50))
            } catch {
                Issue.record("\(error)")
            }
        }
        return told
    }

    /// Waits until a few more are written.
    private func progress(on server: PostgresServer) async throws {
        func count() throws -> Int {
            Int(try server.psql("SELECT count(*) FROM user_route", as: "postgres", in: "outage")) ?? 0
        }
        let goal = try count() + 10
        while try count() < goal { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Waits until a change on one node wakes another one again.
    private func hearsAgain(_ node: TenantStore, from other: TenantStore, _ tenant: TenantID) async throws {
        let heard = OnceRaised()
        let listening = Task {
            for await _ in node.changedTenants() { heard.raise() }
        }
        defer { listening.cancel() }
        let end = ContinuousClock.now + .seconds(30)
        var number = 0
        while !heard.isUp {
            try #require(ContinuousClock.now < end, "a node does not listen again")
            number += 1
            let name = "after \(number)"
            try await other.write(tenant) { try $0.users.create(name: name) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test("PostgreSQL restarts while many write: what was said to be written is there, once")
    func restart() async throws {
        let server = try await PostgresServer.start()
        let nodes = try await nodes(on: server)
        let store = nodes[0]
        let tenant: TenantID = store.surroundings.newID(at: HandClock.start)
        try await store.write(tenant) { try $0.tenants.create(name: "ann") }
        let end = OnceRaised()

        let told = await withTaskGroup(of: Told.self) { group in
            for writer in 0..<6 { group.addTask { await write(writer, store, tenant, until: end) } }
            do {
                for _ in 0..<2 {
                    try await progress(on: server)
                    try await server.restart()
                }
                try await progress(on: server)
            } catch {
                Issue.record("\(error)")
            }
            end.raise()
            return await group.reduce(into: Told()) {
                $0.sure.formUnion($1.sure)
                $0.unsure.formUnion($1.unsure)
            }
        }

        let names = try await store.read(tenant) { try $0.users.list(limit: 1_000_000).map(\.name) }
        #expect(Set(names).count == names.count)
        #expect(Set(names).isSuperset(of: told.sure))
        #expect(Set(names).subtracting(told.sure).isSubset(of: told.unsure))
        #expect(try await store.read(tenant) { try $0.feed.last() } == Int64(names.count))
        #expect(told.sure.count + told.unsure.count >= 30)
        try await hearsAgain(nodes[1], from: store, tenant)
    }

    @Test("A database that cannot be reached is said to be away, without its address's secrets")
    func unreachable() async throws {
        for (text, reason) in [
            ("postgres://ann:secret@127.0.0.1:1/none?connect_timeout=2", "Connection refused"),
            ("postgres://ann:half/secret@127.0.0.1:1/none", "no connection"),
        ] {
            await #expect(throws: TenantStoreError.gone(detail: reason)) {
                try await TenantStore(.postgres(text), StoreSurroundings(HandClock()), connections: 1)
            }
        }
    }

    @Test("A file that is no database is left as it is")
    func noDatabase() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/letters.sqlite"
        try String(repeating: "Dear all, ", count: 1000).write(toFile: path, atomically: true, encoding: .utf8)

        await #expect(throws: TenantStoreError.self) {
            try await TenantStore.migrate(.sqlite(path: path), StoreSurroundings(HandClock()))
        }

        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("Dear all"))
    }
}
