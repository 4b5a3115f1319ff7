import Messaging
import ServerStore
import ServerTestSupport
import Testing

@Suite("The order in which changes are told")
struct FeedOrderTests {
    @Test("A reader that follows the feed while many write misses nothing", arguments: StoreKind.allCases)
    func noGap(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nodes = [place.store, try await place.another()]
        let tenant = try await place.tenant("first").tenant
        let end = OnceRaised()

        async let followed: [Int64] = {
            var (numbers, last) = ([Int64](), Int64(0))
            while true {
                let wasDone = end.isUp
                let since = last
                let changes = try await nodes[1].read(tenant) { try $0.feed.users(after: since, limit: 200) }
                numbers += changes.map(\.number)
                last = numbers.last ?? 0
                if wasDone, changes.isEmpty { return numbers }
            }
        }()
        try await withThrowingTaskGroup { group in
            for writer in 0..<6 {
                group.addTask {
                    for n in 0..<10 {
                        try await nodes[writer % 2].write(tenant) { t in
                            try t.users.create(name: "\(writer) \(n) a")
                            try t.users.create(name: "\(writer) \(n) b")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        end.raise()

        #expect(try await followed == Array(1...121))
        #expect(try await place.store.read(tenant) { try $0.feed.last() } == 121)
    }

    @Test("What changes twice in one transaction is told once, at its end", arguments: StoreKind.allCases)
    func once(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")

        try await place.store.write(tenant) { t in
            _ = try t.users.suspend(user, since: t.now)
            _ = try t.users.suspend(user, since: nil)
        }

        let changes = try await place.store.read(tenant) { try $0.feed.users(after: 0, limit: 9) }
        #expect(changes.map(\.number) == [2])
        #expect(changes.map(\.record.version) == [3])
    }

    @Test("One tenant's numbers say nothing about another's", arguments: StoreKind.allCases)
    func apart(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let one = try await place.tenant("ann").tenant
        for n in 0..<3 { _ = try await place.store.write(one) { try $0.users.create(name: "user \(n)") } }

        let other = try await place.tenant("bob").tenant

        #expect(try await place.store.read(one) { try $0.feed.last() } == 4)
        #expect(try await place.store.read(other) { try $0.feed.last() } == 1)
    }
}
