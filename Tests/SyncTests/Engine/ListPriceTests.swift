import LocalStore
import Messaging
@testable import Sync
import Synchronization
import TestSupport
import Testing

@Suite("Prices of countries that nothing was billed for yet")
struct ListPriceTests {
    /// A desk that somebody has written to.
    private func desk() async throws -> (EngineDesk, SyncEngine, LeadID) {
        let desk = try EngineDesk()
        desk.change { $0.add("hello?", at: desk.clock.now) }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(5))
        return (desk, engine, try #require(try desk.store.lead(PeerAddress(carrier: People.ana.e164))).id)
    }

    private func price(_ desk: EngineDesk, _ lead: LeadID) throws -> Price? {
        try desk.store.conversationWindow(ConversationQuery(lead: lead, limit: 1, sender: People.desk))?.pricePerSegment
    }

    @Test("one that is wanted by another process is asked for once, by the engine")
    func asked() async throws {
        let (desk, engine, lead) = try await desk()
        desk.change { $0.listPrice = Price(millionths: 8_300, unit: "USD") }

        try desk.store.wantListPrice(of: "US", for: lead, now: desk.clock.now)
        await engine.take(.stored)
        await desk.work(engine, for: .seconds(120))

        #expect(try price(desk, lead) == Price(millionths: 8_300, unit: "USD"))
        #expect(desk.remote.state.withLock { $0.priceRequests } == ["US"])
    }

    @Test(
        "one that is not told is not asked for again, and stops nothing else",
        arguments: [SyncError.unreachable(detail: "another host"), .gone, .credentials(reason: "not with this key")])
    func refused(fault: SyncError) async throws {
        let (desk, engine, lead) = try await desk()
        desk.change { $0.priceFault = fault }

        try desk.store.wantListPrice(of: "US", for: lead, now: desk.clock.now)
        await engine.take(.stored)
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.add("still there?", at: desk.clock.now) }
        await desk.work(engine, for: .seconds(60))

        #expect(desk.remote.state.withLock { $0.priceRequests } == ["US"])
        #expect(try desk.conversation().map(\.body) == ["hello?", "still there?"])
        #expect(desk.reports.allSatisfy { if case .offline = $0.phase { false } else { true } })
    }

    @Test("a remote that is asked too much is left alone for as long as it says")
    func busy() async throws {
        let (desk, engine, lead) = try await desk()
        desk.change { $0.priceFault = .busy(after: .seconds(90), detail: "429") }
        let before = desk.requests.count

        try desk.store.wantListPrice(of: "US", for: lead, now: desk.clock.now)
        await engine.take(.stored)
        await desk.work(engine, for: .seconds(80))

        #expect(desk.requests.count <= before + 1)
    }
}
