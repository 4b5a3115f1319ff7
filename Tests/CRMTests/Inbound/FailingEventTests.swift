import CRM
import Foundation
import Messaging
import ServerStore
import ServerTestSupport
import Synchronization
import TestSupport
import Testing

@Suite("A webhook whose effect fails")
struct FailingEventTests {
    /// Lets the database refuse texts of one content, as a fault of ours would.
    private func refuse(_ world: InboundWorld) throws {
        switch world.place.kind {
        case .sqlite:
            try world.place.shell(
                """
                CREATE TRIGGER bad BEFORE INSERT ON messages WHEN NEW.body = 'bad' BEGIN
                    SELECT RAISE(ABORT, 'bad'); END
                """)
        case .postgres:
            try world.place.shell(
                """
                CREATE FUNCTION bad() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.body = 'bad' THEN RAISE EXCEPTION 'bad'; END IF; RETURN NEW; END $$;
                CREATE TRIGGER bad BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION bad()
                """)
        }
    }

    private func forgive(_ world: InboundWorld) throws {
        try world.place.shell(world.place.kind == .sqlite ? "DROP TRIGGER bad" : "DROP TRIGGER bad ON messages")
    }

    @Test(
        "It comes again later and later, holds up no other, is given up in the end, and applied when a person wants it",
        arguments: StoreKind.allCases)
    func givenUp(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        try refuse(world)
        let reports = Mutex<[WebhookEvent.Outcome]>([])
        let worker = EventWorker(world.place.store) { _, outcome, _ in reports.withLock { $0.append(outcome) } }
        #expect(await world.receive(InboundWorld.text(1, "bad")) == .kept)
        #expect(await world.receive(InboundWorld.text(2, "good")) == .kept)

        try await worker.work()
        #expect(try await world.read { try $0.messages.newest(limit: 9) }.map(\.body) == ["good"])
        // Before its time it is left alone.
        try await worker.work()
        #expect(reports.withLock { $0 } == [.idle])
        for _ in 0..<9 {
            world.place.clock.advance(.seconds(2 * 3600))
            try await worker.work()
        }

        let failed = try #require(try await world.read { try $0.events.list(limit: 9) }.last)
        #expect(failed.outcome == .failed && failed.attempts == 10)
        #expect(reports.withLock { $0 } == Array(repeating: .idle, count: 9) + [.failed])
        world.place.clock.advance(.seconds(86_400))
        try await worker.work()
        #expect(reports.withLock { $0.count } == 10)
        try forgive(world)
        let replayed = try await Tenants(world.place.store).change(world.tenant) { try $0.events.replay(failed.id) }
        #expect(replayed.outcome == .applied)
        #expect(try await world.read { try $0.messages.newest(limit: 9) }.count == 2)
    }
}
