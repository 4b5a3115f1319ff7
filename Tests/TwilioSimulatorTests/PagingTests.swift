import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("Paging through messages")
struct PagingTests {
    @Test("Following next_page_uri to its end brings every message once, newest first")
    func everyMessageOnce() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 30, messages: 500))

            var sids: [String] = []
            var moments: [String] = []
            var uri: String? = caller.path("Messages.json?PageSize=97")
            while let page = uri {
                let reply = try await caller.call(.get, page)
                sids += reply.rows().compactMap { $0["sid"] as? String }
                moments += reply.rows().compactMap { $0["date_sent"] as? String }
                uri = reply.text("next_page_uri")
                #expect(sids.count <= 504)
            }

            #expect(sids.count == 504)
            #expect(Set(sids).count == 504)
            #expect(moments.count > 400)
        }
    }

    @Test("A message that arrives while one pages does not shift the pages behind")
    func arrivalsDoNotShift() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 5, messages: 40))
            let first = try await caller.get("Messages.json?PageSize=10")
            let expected = try await caller.get("Messages.json?PageSize=20")

            try await simulator.inbound(from: Caller.lead, body: "Am I in the way?")
            let second = try await caller.call(.get, try #require(first.text("next_page_uri")))

            let sids = (first.rows() + second.rows()).compactMap { $0["sid"] as? String }
            #expect(sids == expected.rows().compactMap { $0["sid"] as? String })
        }
    }

    @Test("A page token outlives the message it names")
    func deletedAnchor() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 5, messages: 40))
            let first = try await caller.get("Messages.json?PageSize=3")
            let next = try #require(first.text("next_page_uri"))
            let before = try await caller.call(.get, next)
            let anchor = try #require(first.rows().last?["sid"] as? String)

            let deleted = try await caller.call(.delete, caller.path("Messages/\(anchor).json"))
            let after = try await caller.call(.get, next)

            #expect(deleted.status == 204)
            #expect(before.rows().map { $0["sid"] as? String } == after.rows().map { $0["sid"] as? String })
        }
    }

    @Test("To, From and DateSent filter together, and the operator is part of the name")
    func filters() async throws {
        try await withSimulator { simulator, caller in
            try await simulator.inbound(from: "+12065550101", body: "on the first day")
            await simulator.advance(by: .seconds(2 * 86_400))
            try await simulator.inbound(from: "+12065550101", body: "two days later")
            try await simulator.inbound(from: "+12065550102", body: "from somebody else")
            let ours = FormFields.percentEncoded(simulator.from)
            let query = "Messages.json?To=\(ours)&From=%2B12065550101"

            func bodies(_ rest: String) async throws -> [String?] {
                try await caller.get(query + rest).rows().map { $0["body"] as? String }
            }
            #expect(try await bodies("") == ["two days later", "on the first day"])
            #expect(try await bodies("&DateSent%3E=2026-11-24") == ["two days later"])
            #expect(try await bodies("&DateSent%3C=2026-11-23") == ["on the first day"])
            #expect(try await bodies("&DateSent=2026-11-25") == ["two days later"])
            #expect(try await bodies("&DateSent%3E=2026-11-25T12:00:01Z") == [])
            #expect(try await caller.get("Messages.json?To=%2B12065550199").rows().isEmpty)
        }
    }

    @Test("A message that was not sent yet is missing under a DateSent filter, and moves up when it is sent")
    func unsentMessages() async throws {
        try await withSimulator { simulator, caller in
            _ = try await caller.send("ours")
            await simulator.advance(by: .milliseconds(100))
            let unsent = try await caller.get("Messages.json?DateSent%3E=2026-11-01")
            try await simulator.inbound(from: Caller.lead, body: "theirs")
            let before = try await caller.get("Messages.json")
            await simulator.advance(by: .seconds(60))
            let after = try await caller.get("Messages.json")

            #expect(unsent.rows().isEmpty)
            #expect(before.rows().map { $0["body"] as? String } == ["theirs", "ours"])
            #expect(after.rows().count == 2)
        }
    }

    @Test("Page sizes beyond a thousand, bad dates and foreign tokens are refused")
    func refusals() async throws {
        try await withSimulator { _, caller in
            let size = try await caller.get("Messages.json?PageSize=1001")
            let date = try await caller.get("Messages.json?DateSent=yesterday")
            let token = try await caller.get("Messages.json?Page=1&PageToken=PASM00000000000000000000000000000000")

            #expect(size.code == 20007)
            #expect(date.code == 20001)
            #expect(token.status == 400)
        }
    }
}
