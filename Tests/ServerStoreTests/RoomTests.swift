import Foundation
import Messaging
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerStore

@Suite("A file that has no room, or that somebody else holds")
struct RoomTests {
    @Test("A full disk is said to be full; what was written stays, and it goes on where there is room again")
    func full() async throws {
        let place = try await StorePlace(.sqlite)
        let tenant = try await place.tenant("ann").tenant
        let detail = "\"\(String(repeating: "x", count: 3000))\""
        try await limit(place, pages: 300)

        var written = 0
        await #expect(throws: TenantStoreError.full) {
            while written < 2000 {
                try await place.store.write(tenant) { try $0.audit.append("x", by: AuditActor(), detail: detail) }
                written += 1
            }
        }

        let kept = try await place.store.read(tenant) { try $0.audit.list(limit: 9999).count }
        #expect(kept == written)
        #expect(written > 10)
        try await limit(place, pages: 1_000_000)
        try await place.store.write(tenant) { try $0.audit.append("x", by: AuditActor(), detail: detail) }
    }

    /// What SQLite refuses from then on as it does where a disk is full.
    private func limit(_ place: StorePlace, pages: Int) async throws {
        try await place.store.database.transact(.writing, .server) {
            try $0.script("PRAGMA max_page_count = \(pages)")
        }
    }

    @Test("Who finds the file held by another for too long is told that it is busy, and reads meanwhile")
    func locked() async throws {
        let place = try await StorePlace(.sqlite)
        let tenant = try await place.tenant("ann").tenant
        let other = try await place.another()
        let (held, end) = (OnceRaised(), OnceRaised())

        async let holding: Void = other.database.transact(.writing, .server) { _ in
            held.raise()
            while !end.isUp { usleep(5000) }
        }
        while !held.isUp { try await Task.sleep(for: .milliseconds(5)) }
        await #expect(throws: TenantStoreError.busy(detail: "SQLite 5")) {
            try await place.store.write(tenant) { try $0.users.create(name: "bob") }
        }
        let names = try await place.store.read(tenant) { try $0.users.list(limit: 9).map(\.name) }
        end.raise()
        try await holding

        #expect(names == ["ann"])
        try await place.store.write(tenant) { try $0.users.create(name: "bob") }
    }
}
