import CRM
import Messaging
import ServerStore
import ServerTestSupport
import Synchronization
import TestSupport
import Testing

@Suite("Work that waits for its time")
struct JobRunnerTests {
    private final class Tally: Sendable {
        private let counts = Mutex<[String: Int]>([:])
        func add(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }
        subscript(name: String) -> Int { counts.withLock { $0[name] ?? 0 } }
    }

    private func finish(_ job: DueJob, in store: TenantStore) async throws {
        try await store.write(job.tenant) { try $0.jobs.finish(job) }
    }

    private func until(_ isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test(
        "A job that fails comes again later and later, and is left to a person in the end",
        arguments: StoreKind.allCases)
    func failing(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await place.store.write(tenant) { try $0.jobs.put("visit", about: user.value, at: $0.now) }
        let visit = JobKind("visit", attempts: 3) { _ in throw JobDelay(after: .seconds(100), reason: "+12025550100") }

        var reports: [JobReport] = []
        for _ in 0..<3 {
            reports += try await ChannelWorld.work(place.store, [visit])
            place.clock.advance(.seconds(150))
        }

        #expect(
            reports == [
                .delayed(kind: "visit", attempts: 1, reason: "+…00"),
                .delayed(kind: "visit", attempts: 2, reason: "+…00"),
                .buried(kind: "visit", attempts: 3, reason: "+…00"),
            ])
        #expect(try await place.store.read(tenant) { try $0.jobs.buried(limit: 9) }.count == 1)
        #expect(try await place.store.readServer { try $0.due.next() } == nil)
    }

    @Test("What a node had when it died is done by another when the lease is over, once", arguments: StoreKind.allCases)
    func died(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await place.store.write(tenant) { try $0.jobs.put("visit", about: user.value, at: $0.now) }
        let dead = try await place.store.writeServer { try $0.due.take(limit: 9, lease: .seconds(60)) }
        let other = try await place.another()
        let tally = Tally()
        let visit = JobKind("visit", attempts: 3) { job in
            tally.add("begun")
            try await finish(job, in: other)
        }

        #expect(try await ChannelWorld.work(other, [visit]).isEmpty)
        place.clock.advance(.seconds(60))
        #expect(try await ChannelWorld.work(other, [visit]) == [.done(kind: "visit")])

        await #expect(throws: JobTakenAway.self) { try await finish(dead[0], in: place.store) }
        #expect(tally["begun"] == 1)
    }

    @Test("Whoever is too slow is told that the work went to somebody else", arguments: StoreKind.allCases)
    func slow(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await place.store.write(tenant) { try $0.jobs.put("visit", about: user.value, at: $0.now) }
        let tally = Tally()
        let visit = JobKind("visit", attempts: 3) { job in
            tally.add("begun")
            if tally["begun"] == 1 {
                place.clock.advance(.seconds(61))
                // Where the runner itself has just taken it again, there is none left for this one.
                _ = try await place.store.writeServer { try $0.due.take(limit: 1, lease: .seconds(60)) }
            }
            try await finish(job, in: place.store)
        }

        let reports = try await ChannelWorld.work(place.store, [visit])
        #expect(reports.count { $0 == .lost(kind: "visit") } == 1)
        // Whoever has it now does it, once.
        #expect(reports.count { $0 == .done(kind: "visit") } == tally["begun"] - 1 && tally["begun"] <= 2)
    }

    @Test("Two nodes do many jobs, each once", arguments: StoreKind.allCases)
    func twoNodes(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let stores = [place.store, try await place.another()]
        let (tenant, _) = try await place.tenant("ann")
        try await place.store.write(tenant) { t in
            for n in 0..<40 { try t.jobs.put("visit \(n)", about: nil, at: t.now) }
        }
        let tally = Tally()

        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in stores {
                let kinds = (0..<40).map { n in
                    JobKind("visit \(n)", attempts: 3) { job in
                        tally.add(job.kind)
                        try await store.write(job.tenant) { try $0.jobs.finish(job) }
                    }
                }
                group.addTask { _ = try await ChannelWorld.work(store, kinds) }
            }
            try await group.waitForAll()
        }

        for n in 0..<40 { #expect(tally["visit \(n)"] == 1) }
    }

    @Test("A runner that is stopped ends what it has begun and takes no more", arguments: StoreKind.allCases)
    func stopped(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, _) = try await place.tenant("ann")
        try await place.store.write(tenant) { t in
            for n in 0..<3 { try t.jobs.put("visit \(n)", about: nil, at: t.now) }
        }
        let tally = Tally()
        let kinds = (0..<3).map { n in
            JobKind("visit \(n)", attempts: 3) { job in
                tally.add("begun")
                try await Task.sleep(for: .milliseconds(200))
                try await finish(job, in: place.store)
                tally.add("ended")
            }
        }
        let runner = JobRunner(store: place.store, kinds: kinds, capacity: 1, pause: .seconds(60))
        let running = Task { await runner.run() }

        try await until { tally["begun"] == 1 }
        await runner.stop()
        await running.value

        #expect(tally["begun"] == 1 && tally["ended"] == 1)
    }

    @Test("Work that this server does not know is left to one that does", arguments: StoreKind.allCases)
    func unknown(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, _) = try await place.tenant("ann")
        try await place.store.write(tenant) { try $0.jobs.put("from_the_future", about: nil, at: $0.now) }

        let reports = try await ChannelWorld.work(place.store, [])

        #expect(reports.count == 1)
        #expect(try await place.store.readServer { try $0.due.next() } != nil)
        #expect(try await place.store.read(tenant) { try $0.jobs.buried(limit: 9) }.isEmpty)
    }
}
