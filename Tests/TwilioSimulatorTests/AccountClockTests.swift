import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("A clock apart from ours")
struct AccountClockTests {
    @Test("An offset shows in the Date of answers and in the dates of rows")
    func offset() async throws {
        try await withSimulator {
            $0.clockOffset = .seconds(86_400)
        } _: { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "x"))
            let reply = try await caller.get("Messages/\(sid).json")

            #expect(reply.headers[.date] == "Tue, 24 Nov 2026 12:00:00 GMT")
            #expect(reply.text("date_sent") == "Tue, 24 Nov 2026 12:00:00 +0000")
        }
    }

    @Test("Steps in either direction move what is shown, and not what is under way", arguments: [3600, -3600])
    func steps(seconds: Int) async throws {
        try await withSimulator { simulator, caller in
            let sent = try await caller.send("before the step")
            #expect(try await caller.call(.post, "/__clock", json: #"{"step_ms":\#(seconds * 500)}"#).status == 200)
            await simulator.stepClock(by: .milliseconds(seconds * 500))
            await simulator.advance(by: .seconds(10))
            let reply = try await caller.call(.get, try #require(sent.text("uri")))

            let hour = seconds > 0 ? 13 : 11
            #expect(reply.text("status") == "delivered")
            #expect(reply.headers[.date] == "Mon, 23 Nov 2026 \(hour):00:10 GMT")
            #expect(reply.text("date_created") == "Mon, 23 Nov 2026 12:00:00 +0000")
            #expect(reply.text("date_sent")?.hasPrefix("Mon, 23 Nov 2026 \(hour):00:0") == true)
        }
    }

    @Test("A clock set back files what is new below what was written before, and set right it goes on above")
    func filing() async throws {
        try await withSimulator { simulator, caller in
            try await simulator.inbound(from: Caller.lead, body: "first")
            await simulator.setClock(offset: .seconds(-120))
            try await simulator.inbound(from: Caller.lead, body: "second")
            _ = try await caller.call(.post, "/__clock", json: #"{"offset_ms":0}"#)
            await simulator.advance(by: .seconds(1))
            try await simulator.inbound(from: Caller.lead, body: "third")

            let rows = try await caller.get("Messages.json").rows()
            #expect(rows.map { $0["body"] as? String } == ["third", "first", "second"])
        }
    }

    @Test("A message is scheduled by the account's clock")
    func scheduling() async throws {
        try await withSimulator {
            $0.clockOffset = .seconds(7200)
        } _: { simulator, caller in
            let sent = try await caller.send([
                ("To", Caller.lead), ("MessagingServiceSid", simulator.messagingServiceSID), ("Body", "x"),
                ("ScheduleType", "fixed"), ("SendAt", "2026-11-23T15:00:00Z"),
            ])
            await simulator.advance(by: .seconds(3590))
            let before = try await caller.call(.get, try #require(sent.text("uri")))
            await simulator.advance(by: .seconds(60))
            let after = try await caller.call(.get, try #require(sent.text("uri")))

            #expect(before.text("status") == "scheduled")
            #expect(after.text("status") == "delivered")
        }
    }
}
