import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("Messages that change behind everybody's back")
struct MessageChangeTests {
    @Test(
        "A text is shown as Twilio left it",
        arguments: [
            (Rewriting.trimmed, " a \n b \u{a0}", "a \n b"), (.trimmedLines, " a \n b\t", " a\n b"),
            (.carriageReturns, "a\nb\n", "a\r\nb\r\n"), (.plainSpaces, "a\tb\u{a0}c\u{202f}d\ne", "a b c d\ne"),
            (.withoutZeroWidth, "a\u{200b}b\u{feff}c\u{200d}", "abc"), (.text("other"), "a", "other"),
            (.prefixed("Sent from a trial account - "), "\u{301}a", "Sent from a trial account - \u{301}a"),
        ])
    func rewriting(rewriting: Rewriting, text: String, shown: String) {
        #expect(Array(rewriting.applied(to: text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test("A text that we send can be rewritten before anybody sees it, once or for a recipient")
    func sendsRewritten() async throws {
        try await withSimulator { simulator, caller in
            let order = #"{"to":"\#(Caller.lead)","how":"trimmed"}"#
            #expect(try await caller.call(.post, "/__sending", json: order).status == 200)

            let other = try await caller.send(" kept ", to: "+12065550143")
            let first = try await caller.send(" trimmed ")
            let second = try await caller.send(" kept ")

            #expect([other, first, second].map { $0.text("body") } == [" kept ", "trimmed", " kept "])
            #expect(await simulator.books().accepted.map(\.body) == [" kept ", " trimmed ", " kept "])
        }
    }

    @Test("A message is rewritten, redacted and deleted by order, and its date says when")
    func changed() async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "first"))
            func change(_ rest: String) async throws -> Caller.Reply {
                await simulator.advance(by: .seconds(60))
                let reply = try await caller.call(.post, "/__message", json: #"{"sid":"\#(sid)",\#(rest)}"#)
                #expect(reply.status == 200, "\(rest)")
                return try await caller.get("Messages/\(sid).json")
            }

            let rewritten = try await change(#""kind":"rewritten","how":"text","body":"second""#)
            let redacted = try await change(#""kind":"redacted""#)
            let deleted = try await change(#""kind":"deleted""#)

            #expect(rewritten.text("body") == "second")
            #expect(rewritten.text("date_updated") == "Mon, 23 Nov 2026 12:01:00 +0000")
            #expect(redacted.text("body") == "")
            #expect(deleted.status == 404)
            #expect(try await caller.get("Messages.json").rows().isEmpty)
        }
    }

    @Test("What is not told is null in resource and list, and no filter finds an untold sender")
    func untold() async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "Hello"))
            try await simulator.change(sid, .untold([.body, .from]))
            let byFrom = "Messages.json?From=%2B12065550142"

            let untold = try await caller.get("Messages.json").rows()[0]
            let unfound = try await caller.get(byFrom).rows()
            try await simulator.change(sid, .untold([]))
            let told = try await caller.get(byFrom).rows()

            #expect(untold["body"] as? String == nil && untold["from"] as? String == nil)
            #expect(untold.keys.contains("body") && untold.keys.contains("from"))
            #expect(unfound.isEmpty)
            #expect(told.map { $0["body"] as? String } == ["Hello"])
        }
    }

    @Test("A message dated hours ago surfaces late, below newer ones")
    func surfacing() async throws {
        try await withSimulator { simulator, caller in
            func bodies() async throws -> [String?] {
                try await caller.get("Messages.json").rows().map { $0["body"] as? String }
            }
            try await simulator.inbound(from: Caller.lead, body: "new")
            let order = #"{"from":"\#(Caller.lead)","body":"old","age_ms":10800000,"hidden_ms":60000}"#
            let sid = try #require(try await caller.call(.post, "/__inbound", json: order).text("sid"))

            let before = try await bodies()
            let unseen = try await caller.get("Messages/\(sid).json")
            await simulator.advance(by: .seconds(60))
            let after = try await bodies()
            let seen = try await caller.get("Messages/\(sid).json")

            #expect(before == ["new"])
            #expect(unseen.status == 404)
            #expect(after == ["new", "old"])
            #expect(seen.text("date_sent") == "Mon, 23 Nov 2026 09:00:00 +0000")
        }
    }

    @Test("A message of ours can be missing from the list for a while after its acceptance")
    func sendsHidden() async throws {
        try await withSimulator { simulator, caller in
            await simulator.bend(SendBend(hidden: .seconds(300)))
            _ = try await caller.send("late")

            let before = try await caller.get("Messages.json").rows()
            await simulator.advance(by: .seconds(301))
            let after = try await caller.get("Messages.json").rows()

            #expect(before.isEmpty)
            #expect(after.map { $0["status"] as? String } == ["delivered"])
        }
    }

    @Test(
        "An order that cannot be understood is refused with the words that can",
        arguments: [
            ("/__message", #"{"sid":"SID","kind":"moved"}"#), ("/__message", #"{"sid":"SID","kind":"rewritten"}"#),
            ("/__message", #"{"sid":"SID","kind":"untold","members":["to"]}"#),
            ("/__sending", #"{"how":"text"}"#), ("/__sending", #"{"hidden_ms":-1}"#),
            ("/__paging", #"{"lost_anchor":"found"}"#), ("/__paging", #"{"lost_anchor":"short","rows":0}"#),
            ("/__clock", #"{"step_ms":9223372036854775807}"#), ("/__pool", #"{"number":"+12025550199"}"#),
        ])
    func oddOrders(path: String, order: String) async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "x"))
            let reply = try await caller.call(.post, path, json: order.replacing("SID", with: sid))
            #expect(reply.status == 400)
        }
    }
}
