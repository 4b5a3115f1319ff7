import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Several messaging services and where their webhooks go")
struct SeveralServicesTests {
    private static let numbers = (0...3).map { "+1202555010\($0)" }

    private func withServices(
        webhooks: RecordingTransport = RecordingTransport(),
        _ body: (RunningSimulator, Caller) async throws -> Void
    ) async throws {
        try await withSimulator(
            {
                $0.numbers = Self.numbers
                $0.pool = [Self.numbers[1]]
                $0.morePools = [[Self.numbers[2], Self.numbers[3]]]
            }, webhooks: webhooks, body)
    }

    @Test("Each service has its pool, its name in its messages, and sends from its own numbers")
    func pools() async throws {
        try await withServices { simulator, caller in
            let services = simulator.messagingServiceSIDs
            let list = try await caller.call(.get, "/v1/Services").rows("services")
            #expect(services.count == 2 && list.compactMap { $0["sid"] as? String } == services)
            for (service, pool) in zip(services, [[Self.numbers[1]], [Self.numbers[2], Self.numbers[3]]]) {
                let rows = try await caller.call(.get, "/v1/Services/\(service)/PhoneNumbers").rows("phone_numbers")
                #expect(rows.compactMap { $0["phone_number"] as? String } == pool)
                #expect(rows.allSatisfy { $0["service_sid"] as? String == service })

                let sent = try await caller.send([
                    ("To", Caller.lead), ("MessagingServiceSid", service), ("Body", "x"),
                ])
                await simulator.advance(by: .seconds(30))
                let message = try await caller.call(.get, try #require(sent.text("uri")))
                #expect(message.text("messaging_service_sid") == service)
                #expect(pool.contains(message.text("from") ?? ""))
            }
            let unknown = services[0].replacing("MG", with: "MG0").prefix(34)
            let refused = try await caller.send([
                ("To", Caller.lead), ("MessagingServiceSid", String(unknown)), ("Body", "x"),
            ])
            #expect(refused.code == 21701)
        }
    }

    @Test("A number of a pool can be moved to another service")
    func moved() async throws {
        try await withServices { simulator, caller in
            let services = simulator.messagingServiceSIDs
            let order = #"{"number":"\#(Self.numbers[0])","service":"\#(services[1])"}"#
            #expect(try await caller.call(.post, "/__pool", json: order).status == 200)

            let rows = try await caller.call(.get, "/v1/Services/\(services[1])/PhoneNumbers").rows("phone_numbers")
            #expect(rows.count == 3)
            await #expect(throws: SimulatorError.self) {
                try await simulator.pool(Self.numbers[0], isIn: true, service: "MG1")
            }
        }
    }

    @Test("The service's address wins over the number's, unless the service leaves it to the number")
    func overriding() async throws {
        let network = RecordingTransport()
        try await withServices(webhooks: network) { simulator, caller in
            let service = simulator.messagingServiceSIDs[1]
            try await simulator.setWebhook("http://127.0.0.1:9/number", of: Self.numbers[2])
            let address = "http://127.0.0.1:9/service"
            let steps: [([(String, String)], String?)] = [
                ([("InboundRequestUrl", address), ("UseInboundWebhookOnNumber", "false")], "/service"),
                ([("UseInboundWebhookOnNumber", "true")], "/number"),
                ([("UseInboundWebhookOnNumber", "false"), ("InboundRequestUrl", "")], nil),
            ]
            for (fields, path) in steps {
                let before = network.calls.count
                _ = try await caller.call(.post, "/v1/Services/\(service)", fields)
                try await simulator.inbound(from: Caller.lead, to: Self.numbers[2], body: "x")
                await simulator.settle()

                let calls = network.calls.dropFirst(before)
                #expect(calls.map(\.request.path) == (path.map { [$0] } ?? []))
                #expect(calls.allSatisfy { ($0.fields["MessagingServiceSid"] == service) == (path == "/service") })
            }
        }
    }

    @Test("Each number has an address of its own, and a number's call status has one as well")
    func perNumber() async throws {
        let network = RecordingTransport()
        try await withServices(webhooks: network) { simulator, caller in
            let rows = try await caller.get("IncomingPhoneNumbers.json").rows("incoming_phone_numbers")
            for (index, row) in rows.enumerated() {
                let path = caller.path("IncomingPhoneNumbers/\(try #require(row["sid"] as? String)).json")
                let set = try await caller.call(
                    .post, path,
                    [
                        ("SmsUrl", "http://127.0.0.1:9/sms/\(index)"), ("SmsMethod", "post"),
                        ("StatusCallback", "http://127.0.0.1:9/status"),
                    ])
                #expect(set.text("sms_url") == "http://127.0.0.1:9/sms/\(index)" && set.text("sms_method") == "POST")
                #expect(set.text("status_callback") == "http://127.0.0.1:9/status")
                #expect(try await caller.call(.post, path, [("StatusCallback", "nowhere")]).status == 400)
            }
            for number in Self.numbers { try await simulator.inbound(from: Caller.lead, to: number, body: "x") }
            await simulator.settle()

            #expect(Set(network.calls.map(\.request.path)) == Set((0...3).map { "/sms/\($0)" }))
        }
    }
}
