import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("Messaging services and their senders")
struct PoolTests {
    private static let outside = "+12025550100"
    private static let pool = (1...7).map { "+1202555010\($0)" }

    private func withPool(_ body: (RunningSimulator, Caller) async throws -> Void) async throws {
        try await withSimulator {
            $0.numbers = [Self.outside] + Self.pool
            $0.pool = Self.pool
        } _: { simulator, caller in
            try await body(simulator, caller)
        }
    }

    private func sendByService(_ caller: Caller, to lead: String) async throws -> Caller.Reply {
        try await caller.send([
            ("To", lead), ("MessagingServiceSid", caller.simulator.messagingServiceSID), ("Body", "x"),
        ])
    }

    @Test("The pool is listed page by page to its end, shown number by number, and holds no other number")
    func listing() async throws {
        try await withPool { simulator, caller in
            var url: String? = simulator.base + "/v1/Services/\(simulator.messagingServiceSID)/PhoneNumbers?PageSize=3"
            var rows: [[String: Any]] = []
            while let page = url {
                #expect(page.hasPrefix(simulator.base))
                let reply = try await caller.call(.get, String(page.dropFirst(simulator.base.count)))
                rows += reply.rows("phone_numbers")
                url = (reply.object["meta"] as? [String: Any])?["next_page_url"] as? String
                try #require(rows.count <= 7)
            }
            let one = String(try #require(rows[4]["url"] as? String).dropFirst(simulator.base.count))
            let shown = try await caller.call(.get, one)
            let unknown = try await caller.call(.get, one.replacing("PN", with: "PX"))

            #expect(rows.compactMap { $0["phone_number"] as? String } == Self.pool)
            #expect(shown.text("phone_number") == Self.pool[4])
            #expect(unknown.status == 404)
        }
    }

    @Test("Different recipients hear from different numbers of the pool, the same one from the same")
    func senders() async throws {
        try await withPool { simulator, caller in
            let leads = (0..<20).map { "+120655501\($0 + 10)" }
            for lead in leads + leads { _ = try await sendByService(caller, to: lead) }
            await simulator.advance(by: .seconds(30))

            let rows = try await caller.get("Messages.json").rows()
            let senders = Dictionary(grouping: rows) { $0["to"] as? String }
                .mapValues { Set($0.compactMap { $0["from"] as? String }) }
            #expect(senders.count == 20)
            #expect(senders.values.allSatisfy { $0.count == 1 && Self.pool.contains($0.first ?? "") })
            #expect(Set(senders.values).count > 3)
        }
    }

    @Test("A reply comes to the number of the pool that wrote")
    func replies() async throws {
        try await withPool { simulator, caller in
            let sent = try await sendByService(caller, to: Caller.lead)
            await simulator.advance(by: .seconds(30))
            let from = try await caller.call(.get, try #require(sent.text("uri"))).text("from")

            let order = #"{"from":"\#(Caller.lead)","reply":true,"body":"STOP"}"#
            let sid = try #require(try await caller.call(.post, "/__inbound", json: order).text("sid"))
            let reply = try await caller.get("Messages/\(sid).json")

            #expect(Self.pool.contains(from ?? ""))
            #expect(reply.text("to") == from)
        }
    }

    @Test("A number can be taken out of the pool and put into it")
    func changing() async throws {
        try await withPool { simulator, caller in
            for number in Self.pool {
                let order = #"{"number":"\#(number)","pooled":false}"#
                #expect(try await caller.call(.post, "/__pool", json: order).status == 200)
            }
            try await simulator.pool(Self.outside, isIn: true)
            let sent = try await sendByService(caller, to: Caller.lead)
            await simulator.advance(by: .seconds(30))

            let path = "/v1/Services/\(simulator.messagingServiceSID)/PhoneNumbers"
            let rows = try await caller.call(.get, path).rows("phone_numbers")
            #expect(rows.map { $0["phone_number"] as? String } == [Self.outside])
            #expect(try await caller.call(.get, try #require(sent.text("uri"))).text("from") == Self.outside)
        }
    }

    @Test("A rich sender writes to and hears from rich addresses, and the channels do not mix")
    func richMessages() async throws {
        try await withSimulator {
            $0.rcsSenders = ["rcs:leads_agent"]
        } _: { simulator, caller in
            let rich = "rcs:" + Caller.lead
            try await simulator.inbound(from: rich, to: "rcs:leads_agent", body: "to the agent")
            try await simulator.inbound(from: rich, body: "to the number")
            let sent = try await sendByService(caller, to: rich)
            let direct = try await caller.send([("To", rich), ("From", "rcs:leads_agent"), ("Body", "x")])
            let mixed = try await caller.send("x", to: rich)
            await simulator.advance(by: .seconds(30))

            let rows = try await caller.get("Messages.json?From=rcs%3A%2B12065550142").rows()
            #expect(rows.count == 2)
            #expect(try await caller.call(.get, try #require(sent.text("uri"))).text("from") == "rcs:leads_agent")
            #expect(direct.status == 201)
            #expect(mixed.code == 21910)
            #expect(try await sendByService(caller, to: "rcs:somebody").code == 21211)
        }
    }
}
