import Foundation
import HTTPTypes
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Nodes on one PostgreSQL", .serialized)
struct NodeTests {
    private func line(_ place: StorePlace) throws -> ServerLine {
        let addresses = [place.address, place.ownerAddress].compactMap { address -> String? in
            if case .postgres(let text) = address { text } else { nil }
        }
        try #require(addresses.count == 2)
        var line = try ServerLine(["DATABASE_URL": addresses[0], "LEADLINE_OWNER_URL": addresses[1]])
        line.environment["LEADLINE_MASTER_KEY_FILE"] = line.folder.path + "/keys"
        return line
    }

    @Test("What one node is told the other knows, also after the first one was killed")
    func two() async throws {
        let place = try await StorePlace(.postgres)
        let line = try line(place)
        #expect(try await line.run("migrate").status == 0)
        #expect(try await line.run("serve").status == 5)
        #expect(try await line.run("key", "create").status == 0)
        let token = try await line.owner("ann")
        let (one, two) = (try line.start("serve", "--json"), try line.start("serve", "--json"))
        let (first, second) = (try await one.base(), try await two.base())

        let added = try await line.ask(first, "/api/users", as: token, method: .post, #"{"name":"bob"}"#)
        #expect(added.status == 201)
        #expect(try await line.ask(second, "/api/users", as: token).text.contains(#""bob""#))
        one.signal(SIGKILL)
        _ = await one.status
        #expect(try await line.ask(second, "/api/users", as: token).status == 200)
        #expect(try await line.ask(second, "/readyz", as: nil).status == 200)
        let third = try line.start("serve", "--json")
        #expect(try await line.ask(try await third.base(), "/api/me", as: token).status == 200)
        for node in [two, third] {
            node.signal(SIGTERM)
            #expect(await node.status == 0)
        }
        // Who said goodbye is off the list; who was killed stays until it has been silent for long.
        #expect(try place.shell("SELECT count(*) FROM nodes") == "1")
    }

    @Test("It serves as no role that row-level security does not bind, and on no schema that it does not know")
    func refused() async throws {
        let place = try await StorePlace(.postgres)
        let line = try line(place)
        #expect(try await line.run("key", "create").status == 0)

        let owner = try await line.run("serve", with: ["DATABASE_URL": line.environment["LEADLINE_OWNER_URL"] ?? ""])
        #expect(owner.status == 5 && owner.log.contains("owns the tables"))
        try place.shell("INSERT INTO schema_steps VALUES (9999, 'later', 0)")
        let later = try await line.run("serve")
        #expect(later.status == 5 && later.log.contains("9999"))
    }

    @Test(
        "While its database is away a node waits for it, though not with settings that are wrong, and ends when asked")
    func away() async throws {
        var line = try ServerLine(["DATABASE_URL": "postgres://nobody@127.0.0.1:1/none?connect_timeout=2"])
        line.environment["LEADLINE_MASTER_KEY_FILE"] = line.folder.path + "/keys"
        let (status, _, log) = try await line.run("serve")
        #expect(status == 5 && log.contains("key file"))
        let own = ["DATABASE_URL": "sqlite:\(line.folder.path)/other.sqlite"]
        #expect(try await line.run("migrate", with: own).status == 0)
        #expect(try await line.run("key", "create", with: own).status == 0)
        let node = try line.start("serve", "--json")
        let base = try await node.base()

        #expect(try await line.ask(base, "/healthz", as: nil).status == 200)
        #expect(try await line.ask(base, "/readyz", as: nil).status == 503)
        #expect(node.log.contains("database.away"))
        node.signal(SIGTERM)
        #expect(await node.status == 0)
    }
}
