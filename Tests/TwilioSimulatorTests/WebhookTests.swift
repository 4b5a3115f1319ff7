import Foundation
import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Webhooks")
struct WebhookTests {
    private let callback = "http://127.0.0.1:9/status?intent=5"

    private func send(_ caller: Caller, _ body: String) async throws -> Caller.Reply {
        try await caller.send([
            ("To", Caller.lead), ("From", caller.simulator.from), ("Body", body), ("StatusCallback", callback),
        ])
    }

    @Test("Status callbacks tell sent and delivered, signed over the address as it was given")
    func statusCallbacks() async throws {
        let network = RecordingTransport()
        try await withSimulator(webhooks: network) { simulator, caller in
            let sent = try await send(caller, "x")
            await simulator.advance(by: .seconds(60))
            await simulator.settle()

            let calls = network.calls
            #expect(Set(calls.map { $0.fields["MessageStatus"] }) == ["sent", "delivered"])
            #expect(calls.allSatisfy { $0.fields["MessageSid"] == sent.text("sid") })
            #expect(calls.allSatisfy { $0.request.path == "/status?intent=5" })
            #expect(calls.allSatisfy { $0.request.headerFields[HTTPField.Name("X-Twilio-Signature")!] != nil })
        }
    }

    @Test("Callbacks come twice, late or not at all on demand")
    func callbackFaults() async throws {
        for (kind, expected) in [
            (Fault.Kind.duplicateCallbacks, ["delivered", "sent", "sent"]), (.lostCallbacks, ["delivered"]),
            (.reorderedCallbacks, ["delivered", "sent"]),
        ] {
            let network = RecordingTransport()
            try await withSimulator(webhooks: network) { simulator, caller in
                await simulator.fault(Fault(kind))
                _ = try await send(caller, "x")
                await simulator.advance(by: .seconds(60))
                await simulator.settle()

                #expect(network.calls.compactMap { $0.fields["MessageStatus"] }.sorted() == expected)
            }
        }
    }

    @Test("Only a connection that could not be made is tried again, unless the address asks for more")
    func retries() async {
        let unreachable = Result<HTTPAnswer, TransportError>.failure(.notSent(detail: ""))
        let broken = Result<HTTPAnswer, TransportError>.success(RecordingTransport.answer(500))
        let cases: [(String, [Result<HTTPAnswer, TransportError>], Int, Bool)] = [
            ("", [unreachable], 2, true), ("", [unreachable, unreachable], 2, false), ("", [broken], 1, false),
            ("#rc=3&rp=5xx", [broken, broken, broken], 4, true),
            ("#rp=all", [.failure(.unknownOutcome(detail: ""))], 2, true),
            ("#rc=0", [unreachable], 1, false),
        ]
        for (fragment, outcomes, attempts, arrives) in cases {
            let network = RecordingTransport(outcomes)
            let outcome = await Courier(transport: network) { start }.carry(
                delivery("http://127.0.0.1:9/sms" + fragment))

            #expect(network.calls.count == attempts)
            #expect((outcome.answer != nil) == arrives)
            #expect(network.calls.allSatisfy { $0.request.path == "/sms" })
        }
    }

    @Test("The fallback is called with the reason when the first address fails")
    func fallback() async {
        let network = RecordingTransport([.success(RecordingTransport.answer(502))])
        var delivery = delivery("http://127.0.0.1:9/sms")
        delivery.fallback = "http://127.0.0.1:9/other"

        let outcome = await Courier(transport: network) { start }.carry(delivery)

        #expect(network.calls.map(\.request.path) == ["/sms", "/other"])
        #expect(network.calls.last?.fields["ErrorCode"] == "11200")
        #expect(outcome.failures.map(\.code) == [11200])
        #expect(outcome.answer != nil)
    }

    @Test("Signatures agree with those of Twilio's own library")
    func signatures() throws {
        struct Vectors: Decodable {
            struct Vector: Decodable {
                let kind: String
                let url: String
                let params: [[String]]?
                let authToken: String
                let signature: String
                let valid: Bool
                let algorithm: String?
            }
            let vectors: [Vector]
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = fixtures.appendingPathComponent("signature-vectors.json")
        let vectors = try decoder.decode(Vectors.self, from: Data(contentsOf: file)).vectors
        // A validator also takes the address with its port added or dropped, and repeated names; the simulator sends
        // neither.
        let matching = vectors.filter { vector in
            let fields = FormFields((vector.params ?? []).map { (name: $0[0], value: $0[1]) })
            let isPlain = vector.kind == "form" && vector.valid && vector.algorithm == nil
            return isPlain
                && WebhookSignature.of(url: vector.url, fields: fields, token: vector.authToken) == vector.signature
        }
        #expect(matching.count >= 22)
    }

    @Test("Twilio's worked example has its signature")
    func workedExample() {
        let fields = FormFields([
            ("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675310"), ("Digits", "1234"),
            ("From", "+14158675310"), ("To", "+18005551212"),
        ])

        let signature = WebhookSignature.of(
            url: "https://example.com/myapp.php?foo=1&bar=2", fields: fields, token: "12345")

        #expect(signature == "L/OH5YylLD5NRKLltdqwSvS0BnU=")
    }

    @Test("TwiML answers the lead, plain text too, and anything else is a problem")
    func answers() {
        func replies(_ type: String?, _ body: String) -> TwiML.Replies {
            TwiML.replies(in: WebhookOutcome.Answer(contentType: type, body: Array(body.utf8)))
        }
        let document =
            "<?xml version=\"1.0\"?><Response><Message>Hi &amp; bye</Message><Message><Body>2</Body></Message></Response>"

        #expect(replies("text/xml; charset=utf-8", document).texts == ["Hi & bye", "2"])
        #expect(replies("text/xml", "<Response/>") == TwiML.Replies())
        #expect(replies("text/plain", "OK").texts == ["OK"])
        #expect(replies("application/json", "{}").problem == 12300)
        #expect(replies("text/xml", "nonsense").problem == 12100)
        #expect(replies(nil, "") == TwiML.Replies())
    }

    @Test("A webhook's answer is sent to the lead, and a failing webhook stands in the error log")
    func repliesAndAlerts() async throws {
        let network = RecordingTransport([
            .success(RecordingTransport.answer(200, type: "text/plain", "OK")),
            .success(RecordingTransport.answer(404)),
        ])
        try await withSimulator(webhooks: network) { simulator, caller in
            try await simulator.setWebhook("http://127.0.0.1:9/sms")
            try await simulator.inbound(from: Caller.lead, body: "first")
            await simulator.settle()
            try await simulator.inbound(from: Caller.lead, body: "second")
            await simulator.settle()

            let rows = try await caller.get("Messages.json?To=\(FormFields.percentEncoded(Caller.lead))").rows()
            let alerts = try await caller.call(.get, "/v1/Alerts").rows("alerts")
            #expect(rows.map { $0["direction"] as? String } == ["outbound-reply"])
            #expect(alerts.map { $0["error_code"] as? String } == ["11200"])
        }
    }

    private func delivery(_ url: String) -> WebhookDelivery {
        WebhookDelivery(
            url: url, fallback: nil, method: "POST", fields: FormFields([("MessageSid", "SM1")]), token: "t",
            identity: 1, subject: .status)
    }
}
