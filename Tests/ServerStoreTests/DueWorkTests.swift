import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Work that waits for its time")
struct DueWorkTests {
    private func take(_ store: TenantStore, _ limit: Int = 100) async throws -> [DueJob] {
        try await store.writeServer { try $0.due.take(limit: limit, lease: .seconds(30)) }
    }

    private func put(_ place: StorePlace, _ tenant: TenantID, _ subject: UserID, after span: Duration = .zero)
        async throws
    {
        try await place.store.write(tenant) { try $0.jobs.put("visit", about: subject.value, at: $0.now + span) }
    }

    @Test("Work is given out when it is due, the oldest first, and once", arguments: StoreKind.allCases)
    func due(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let other = try await place.store.write(tenant) { try $0.users.create(name: "bob") }
        try await put(place, tenant, user, after: .seconds(10))
        try await put(place, tenant, other, after: .seconds(5))

        #expect(try await take(place.store).isEmpty)
        #expect(try await place.store.readServer { try $0.due.next() } == place.clock.now + .seconds(5))
        place.clock.advance(.seconds(20))
        #expect(try await take(place.store, 1).map(\.subject) == [other.value])
        #expect(try await take(place.store, 1).map(\.subject) == [user.value])
        #expect(try await take(place.store).isEmpty)
    }

    @Test("Two nodes never get the same work", arguments: StoreKind.allCases)
    func twoNodes(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nodes = [place.store, try await place.another()]
        let tenant = try await place.tenant("ann").tenant
        let ids = try await place.store.write(tenant) { t in
            try (0..<60).map { n in
                let id = try t.users.create(name: "user \(n)")
                try t.jobs.put("visit", about: id.value, at: t.now)
                return id
            }
        }

        let taken = try await withThrowingTaskGroup(of: [DueJob].self) { group in
            for n in 0..<20 { group.addTask { try await take(nodes[n % 2], 7) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }

        #expect(taken.count == 60)
        #expect(Set(taken.map(\.subject)) == Set(ids.map(\.value)))
    }

    @Test("Who lost work to another can neither finish nor delay it", arguments: StoreKind.allCases)
    func fenced(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await put(place, tenant, user)
        let slow = try #require(try await take(place.store).first)
        place.clock.advance(.seconds(31))
        let quick = try #require(try await take(place.store).first)

        await #expect(throws: JobTakenAway.self) { try await place.store.write(tenant) { try $0.jobs.finish(slow) } }
        await #expect(throws: JobTakenAway.self) {
            try await place.store.write(tenant) { try $0.jobs.retry(slow, at: $0.now) }
        }
        try await place.store.write(tenant) { try $0.jobs.finish(quick) }

        #expect(try await place.store.readServer { try $0.due.next() } == nil)
    }

    @Test("Work that is asked for again while somebody is at it is done once more", arguments: StoreKind.allCases)
    func askedAgain(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await put(place, tenant, user)
        let job = try #require(try await take(place.store).first)

        try await put(place, tenant, user)

        await #expect(throws: JobTakenAway.self) { try await place.store.write(tenant) { try $0.jobs.finish(job) } }
        #expect(try await take(place.store).map(\.id) == [job.id])
    }

    @Test("What failed comes again later, what was given up waits for a person", arguments: StoreKind.allCases)
    func failed(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await put(place, tenant, user)
        let first = try #require(try await take(place.store).first)
        try await place.store.write(tenant) { try $0.jobs.retry(first, at: $0.now + .seconds(60)) }
        place.clock.advance(.seconds(60))
        let second = try #require(try await take(place.store).first)
        #expect(second.attempts == 1)

        try await place.store.write(tenant) { try $0.jobs.bury(second) }

        place.clock.advance(.seconds(3600))
        #expect(try await take(place.store).isEmpty)
        #expect(try await place.store.read(tenant) { try $0.jobs.buried(limit: 9) }.map(\.attempts) == [2])
        try await put(place, tenant, user)
        #expect(try await take(place.store).map(\.attempts) == [0])
    }
}
