import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("A request that comes twice")
struct RepeatedRequestTests {
    private static let answer = StoredAnswer(
        status: 201, contentType: "application/json", body: Array("{}".utf8) + [0, 255])

    private func begin(
        _ place: StorePlace, _ tenant: TenantID, _ user: UserID, hash: [UInt8] = [1], in store: TenantStore? = nil
    ) async throws -> IdempotencyState {
        try await (store ?? place.store).write(tenant) { try $0.idempotency.begin("key", of: user, requestHash: hash) }
    }

    private func claim(_ state: IdempotencyState) throws -> IdempotencyClaim {
        let claim: IdempotencyClaim? = if case .begun(let claim) = state { claim } else { nil }
        return try #require(claim, "\(state)")
    }

    @Test("The same request gets the same answer, another one with its key none", arguments: StoreKind.allCases)
    func answered(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")

        let claim = try claim(try await begin(place, tenant, user))
        #expect(try await begin(place, tenant, user) == .running)
        #expect(try await begin(place, tenant, user, hash: [2]) == .otherRequest)
        try await place.store.write(tenant) { try $0.idempotency.finish(claim, Self.answer) }

        #expect(try await begin(place, tenant, user) == .answered(Self.answer))
        #expect(try await begin(place, tenant, user, hash: [2]) == .otherRequest)
        place.clock.advance(IdempotencyQueries.kept)
        _ = try self.claim(try await begin(place, tenant, user, hash: [2]))
    }

    @Test("A key is its user's own", arguments: StoreKind.allCases)
    func ownKeys(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let other = try await place.store.write(tenant) { try $0.users.create(name: "bob") }

        _ = try claim(try await begin(place, tenant, user))
        _ = try claim(try await begin(place, tenant, other, hash: [2]))
    }

    @Test("A refusal binds no key", arguments: StoreKind.allCases)
    func forgotten(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let claim = try claim(try await begin(place, tenant, user))

        try await place.store.write(tenant) { try $0.idempotency.forget(claim) }

        _ = try self.claim(try await begin(place, tenant, user, hash: [2]))
    }

    @Test("An answer that was written down after all is not forgotten", arguments: StoreKind.allCases)
    func writtenDown(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let claim = try claim(try await begin(place, tenant, user))
        try await place.store.write(tenant) { try $0.idempotency.finish(claim, Self.answer) }

        try await place.store.write(tenant) { try $0.idempotency.forget(claim) }

        #expect(try await begin(place, tenant, user) == .answered(Self.answer))
    }

    @Test("Of many that begin at once on two nodes, one works", arguments: StoreKind.allCases)
    func race(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nodes = [place.store, try await place.another()]
        let (tenant, user) = try await place.tenant("ann")

        let states = try await withThrowingTaskGroup(of: IdempotencyState.self) { group in
            for n in 0..<8 { group.addTask { try await begin(place, tenant, user, in: nodes[n % 2]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(states.filter { $0 == .running }.count == 7)
    }

    @Test("Who took too long and was overtaken can change nothing any more", arguments: StoreKind.allCases)
    func overtaken(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let slow = try claim(try await begin(place, tenant, user))
        place.clock.advance(IdempotencyQueries.patience)
        let quick = try claim(try await begin(place, tenant, user))

        await #expect(throws: IdempotencyTakenOver.self) {
            try await place.store.write(tenant) { t in
                try t.users.create(name: "made twice")
                try t.idempotency.finish(slow, Self.answer)
            }
        }
        try await place.store.write(tenant) { t in
            try t.users.create(name: "made once")
            try t.idempotency.finish(quick, Self.answer)
        }

        #expect(try await place.store.read(tenant) { try $0.users.list(limit: 9).map(\.name) } == ["ann", "made once"])
    }

    @Test("Answers that are too old are dropped", arguments: StoreKind.allCases)
    func expired(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        _ = try await begin(place, tenant, user)

        #expect(try await place.store.write(tenant) { try $0.idempotency.expire() } == 0)
        place.clock.advance(IdempotencyQueries.kept + .seconds(1))
        #expect(try await place.store.write(tenant) { try $0.idempotency.expire() } == 1)
    }
}
