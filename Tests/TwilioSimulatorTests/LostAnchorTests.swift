import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("Pages whose anchor is gone")
struct LostAnchorTests {
    private static let first = "Messages.json?PageSize=10"

    @Test(
        "Behind a deleted message the page is empty, short or refused, as ordered",
        arguments: [
            (#"{"lost_anchor":"empty"}"#, 200, 0), (#"{"lost_anchor":"short","rows":3}"#, 200, 3),
            (#"{"lost_anchor":"refused"}"#, 400, 0), (#"{"lost_anchor":"kept"}"#, 200, 10),
        ])
    func deleted(order: String, status: Int, rows: Int) async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 5, messages: 40))
            _ = try await caller.call(.post, "/__paging", json: order)
            let page = try await caller.get(Self.first)
            let next = try #require(page.text("next_page_uri"))
            let whole = try await caller.call(.get, next)

            let anchor = try #require(page.rows().last?["sid"] as? String)
            try await simulator.change(anchor, .deleted)
            let lost = try await caller.call(.get, next)

            #expect(whole.rows().count == 10)
            #expect(lost.status == status)
            #expect(lost.rows().count == rows)
            #expect((lost.text("next_page_uri") != nil) == order.contains("kept"))
        }
    }

    @Test("One further page can lose its anchor although the message is there; first pages cannot")
    func byFault() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 5, messages: 40))
            _ = try await caller.call(.post, "/__fault", json: #"{"kind":"anchor_gone","rows":2}"#)
            let page = try await caller.get(Self.first)
            let next = try #require(page.text("next_page_uri"))

            let lost = try await caller.call(.get, next)
            let again = try await caller.call(.get, next)

            #expect(page.rows().count == 10)
            #expect(lost.rows().count == 2)
            #expect(lost.text("next_page_uri") == nil)
            #expect(again.rows().count == 10)
        }
    }
}
