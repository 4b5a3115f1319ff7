import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("Sending a message")
struct SimulatedSendingTests {
    @Test("A message goes from queued over sent to delivered, and its price comes last")
    func wayOfAMessage() async throws {
        try await withSimulator { simulator, caller in
            let sent = try await caller.send("Hello")
            let uri = try #require(sent.text("uri"))
            #expect(sent.status == 201)
            #expect(sent.text("status") == "queued")
            #expect(sent.text("date_sent") == nil)

            var words: [String] = []
            for _ in 0..<40 {
                await simulator.advance(by: .milliseconds(200))
                let word = try await caller.call(.get, uri).text("status") ?? ""
                if words.last != word { words.append(word) }
            }
            let last = try await caller.call(.get, uri)
            #expect(words == ["sending", "sent", "delivered"] || words == ["queued", "sending", "sent", "delivered"])
            #expect(last.text("price") == "-0.00830")
        }
    }

    @Test("A messaging service accepts first and names its sender later")
    func service() async throws {
        try await withSimulator { simulator, caller in
            let sent = try await caller.send([
                ("To", Caller.lead), ("MessagingServiceSid", simulator.messagingServiceSID), ("Body", "x"),
            ])
            #expect(sent.text("status") == "accepted")
            #expect(sent.text("from") == nil)
            #expect(sent.text("num_segments") == "0")
            let early = try await caller.get("Messages.json?From=%2B12025550100")

            await simulator.advance(by: .seconds(30))
            let last = try await caller.call(.get, try #require(sent.text("uri")))
            let late = try await caller.get("Messages.json?From=%2B12025550100")
            #expect(early.rows().isEmpty)
            #expect(last.text("from") == simulator.from)
            #expect(last.text("status") == "delivered")
            #expect(late.rows().count == 1)
        }
    }

    @Test(
        "Input that Twilio refuses is refused with its code",
        arguments: [
            (21604, ["Body": "x"]), (21603, ["To": Caller.lead, "Body": "x"]),
            (21602, ["To": Caller.lead, "From": "+12025550100"]),
            (21211, ["To": "5550100", "From": "+12025550100", "Body": "x"]),
            (21265, ["To": "72645", "From": "+12025550100", "Body": "x"]),
            (21266, ["To": "+12025550100", "From": "+12025550100", "Body": "x"]),
            (21659, ["To": Caller.lead, "From": "+12025550111", "Body": "x"]),
            (21606, ["To": Caller.lead, "From": "+15005550007", "Body": "x"]),
            (21611, ["To": Caller.lead, "From": "+15005550008", "Body": "x"]),
            (21614, ["To": "+15005550009", "From": "+12025550100", "Body": "x"]),
            (21612, ["To": "+15005521612", "From": "+12025550100", "Body": "x"]),
            (21609, ["To": Caller.lead, "From": "+12025550100", "Body": "x", "StatusCallback": "http://a_b/c"]),
            (21620, ["To": Caller.lead, "From": "+12025550100", "MediaUrl": "file:///etc/passwd"]),
            (21624, ["To": Caller.lead, "From": "+12025550100", "Body": "x", "ValidityPeriod": "0"]),
            (35118, ["To": Caller.lead, "From": "+12025550100", "Body": "x", "ScheduleType": "fixed"]),
            (21705, ["To": Caller.lead, "MessagingServiceSid": "MG1", "Body": "x"]),
        ])
    func refusals(code: Int, fields: [String: String]) async throws {
        try await withSimulator { _, caller in
            let reply = try await caller.send(fields.map { ($0.key, $0.value) })

            #expect(reply.status == 400)
            #expect(reply.code == code)
        }
    }

    @Test("A refused message stands in the list as failed, under an SID that the answer did not name")
    func rejectionsAreListed() async throws {
        try await withSimulator { simulator, caller in
            let reply = try await caller.send("to nowhere", to: "+15005550001")
            let rows = try await caller.get("Messages.json").rows()

            #expect(reply.text("sid") == nil)
            #expect(rows.count == 1)
            #expect(rows.first?["status"] as? String == "failed")
            #expect(rows.first?["error_code"] as? Int == 21211)
            #expect(await simulator.books().accepted.isEmpty)
        }
    }

    @Test("Numbers that carry an error code meet it after they were accepted")
    func magicFailures() async throws {
        try await withSimulator { simulator, caller in
            let unreachable = try await caller.send("x", to: "+15005530003")
            let unregistered = try await caller.send("x", to: "+15005530034")
            await simulator.advance(by: .seconds(60))

            let first = try await caller.call(.get, try #require(unreachable.text("uri")))
            let second = try await caller.call(.get, try #require(unregistered.text("uri")))
            #expect(first.text("status") == "undelivered")
            #expect(first.object["error_code"] as? Int == 30003)
            #expect(second.text("status") == "failed")
        }
    }

    @Test("An ordered outcome meets as many messages as it was ordered for")
    func orderedOutcomes() async throws {
        try await withSimulator { simulator, caller in
            try await simulator.outcome(to: Caller.lead, status: "sent")
            let silent = try await caller.send("no receipt")
            let plain = try await caller.send("receipt")
            await simulator.advance(by: .seconds(600))

            let first = try await caller.call(.get, try #require(silent.text("uri")))
            let second = try await caller.call(.get, try #require(plain.text("uri")))
            #expect(first.text("status") == "sent")
            #expect(second.text("status") == "delivered")
        }
    }

    @Test("STOP blocks a recipient for the number that was written to, START opens the way again")
    func optOut() async throws {
        try await withSimulator { simulator, caller in
            try await simulator.inbound(from: Caller.lead, body: " stop\n")
            let blocked = try await caller.send("x")
            try await simulator.inbound(from: Caller.lead, body: "STOP please")
            try await simulator.inbound(from: Caller.lead, body: "Start")
            let open = try await caller.send("x")

            #expect(blocked.code == 21610)
            #expect(open.status == 201)
        }
    }

    @Test("A trial account writes to verified numbers only and says so in the text")
    func trial() async throws {
        try await withSimulator { options in
            options.accountKind = .trial
            options.verifiedNumbers = [Caller.lead]
        } _: { _, caller in
            let stranger = try await caller.send("x", to: "+12065550199")
            let friend = try await caller.send("hello")
            let verified = try await caller.get("OutgoingCallerIds.json")

            #expect(stranger.code == 21608)
            #expect(friend.text("body") == "Sent from your Twilio trial account - hello")
            #expect(verified.rows("outgoing_caller_ids").first?["phone_number"] as? String == Caller.lead)
        }
    }

    @Test("Strangers and API keys get what they may have")
    func credentials() async throws {
        try await withSimulator { simulator, caller in
            var stranger = caller
            stranger.password = "guess"
            var key = caller
            (key.username, key.password) = (simulator.apiKeySID, simulator.apiKeySecret)

            let refused = try await stranger.get("Messages.json")
            let listed = try await key.get("Messages.json")
            let account = try await key.call(.get, "/2010-04-01/Accounts/\(simulator.accountSID).json")
            #expect(refused.status == 401)
            #expect(refused.code == 20003)
            #expect(listed.status == 200)
            #expect(account.status == 401)
        }
    }
}
