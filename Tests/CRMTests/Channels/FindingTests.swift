import Messaging
import TestSupport
import Testing
import TwilioAPI

@testable import CRM

@Suite("What follows from what was seen of a channel")
struct FindingTests {
    private static let ours = "https://crm.example/api/webhooks/twilio/sms"

    private func number(_ members: String = "") throws -> IncomingNumber {
        let sid = "PN" + String(repeating: "5e", count: 16)
        return try IncomingNumber.decode(
            Array(
                #"{"sid":"\#(sid)","phone_number":"+15550100100","capabilities":{"sms":true,"mms":true}\#(members)}"#
                    .utf8))
    }

    private func service(_ members: String) throws -> MessagingServiceResource {
        let sid = "MG" + String(repeating: "4d", count: 16)
        return try MessagingServiceResource.decode(Array(#"{"sid":"\#(sid)"\#(members)}"#.utf8))
    }

    /// A channel that is well: its number reports to us.
    private func facts(_ members: String = #","sms_url":"\#(ours)","sms_method":"POST""#) throws -> ChannelFacts {
        var facts = ChannelFacts()
        facts.answer = .number(try number(members))
        facts.webhookAddresses = [Self.ours]
        return facts
    }

    private func troubles(_ facts: ChannelFacts) -> [String] {
        facts.findings.filter { $0.severity != .good }.map(\.code)
    }

    @Test("Every trouble comes with what to do about it")
    func remedies() throws {
        var all: [ChannelFacts] = [ChannelFacts(), try facts("")]
        var other = try facts()
        for answer in [ChannelFacts.Answer.refused("No."), .unreachable("x"), .number(nil), .incomplete] {
            other.answer = answer
            all.append(other)
        }

        for finding in all.flatMap(\.findings) where finding.severity != .good {
            #expect(finding.remedy?.isEmpty == false, "\(finding.code)")
        }
    }

    @Test(
        "Of the number: where its texts go, how, past which application, and what it can do",
        arguments: [
            (#","sms_url":"\#(ours)","sms_method":"POST""#, []), ("", ["webhook_elsewhere"]),
            (#","sms_url":"\#(ours)","sms_method":"GET""#, ["webhook_method"]),
            (#","sms_url":"https://old.example""#, ["webhook_elsewhere"]),
            (#","sms_url":"\#(ours)","sms_application_sid":"AP1""#, ["webhook_application"]),
            (
                #","sms_url":"\#(ours)","capabilities":{"sms":false,"mms":false}"#,
                ["number_cannot_sms", "number_cannot_mms"]
            ),
        ] as [(String, [String])])
    func numbers(members: String, codes: [String]) throws {
        #expect(troubles(try facts(members)) == codes)
    }

    @Test(
        "Of the messaging service: whether it decides, drops what comes in, or lacks the number",
        arguments: [
            (#","use_inbound_webhook_on_number":true"#, true, []),
            ("", true, ["service_drops_texts", "webhook_elsewhere"]),
            (#","inbound_request_url":"\#(ours)""#, true, ["webhook_overridden"]),
            (#","inbound_request_url":"https://old.example""#, true, ["webhook_overridden", "webhook_elsewhere"]),
            ("", false, ["number_not_in_service"]),
        ] as [(String, Bool, [String])])
    func services(members: String, hasNumber: Bool, codes: [String]) throws {
        var facts = try facts()
        facts.namesService = true
        facts.service = .init(resource: try service(members), hasNumber: hasNumber)

        #expect(troubles(facts) == codes)
        facts.service = nil
        #expect(troubles(facts) == ["service_not_owned"])
    }

    @Test("Of the account: what it has left, whether it is on trial, and whether it may do anything")
    func accounts() throws {
        var facts = try facts()
        facts.balance = Price(decimal: "4.99", unit: "USD")
        let sid = "AC" + String(repeating: "0f", count: 16)
        facts.account = try AccountResource.decode(
            Array(#"{"sid":"\#(sid)","status":"suspended","type":"Trial"}"#.utf8))
        facts.verifiedCount = 2
        facts.isExposed = true

        #expect(troubles(facts) == ["account_suspended", "trial_account", "balance_low", "token_exposed"])
        #expect(facts.findings.contains { $0.detail.contains("2 are verified") })
        facts = try self.facts()
        facts.balance = Price(decimal: "5.00", unit: "USD")
        facts.webhookAddresses = []
        #expect(troubles(facts) == ["no_public_address"])
    }

    @Test("What has to change is what differs, the service's address too where the service decides")
    func plan() throws {
        var facts = try facts()
        #expect(WebhookPlan(facts, number: try number(#","sms_url":"\#(Self.ours)""#), url: Self.ours).changes.isEmpty)
        facts.service = .init(
            resource: try service(#","inbound_request_url":"https://ann:pw@old.example/in?key=1""#), hasNumber: true)

        let plan = WebhookPlan(
            facts, number: try number(#","sms_method":"GET","sms_application_sid":"AP1""#), url: Self.ours)

        #expect(
            plan.changes.map(\.setting) == [
                "number.sms_url", "number.sms_method", "number.sms_application_sid", "service.inbound_request_url",
            ])
        #expect(plan.changes.map(\.present) == [nil, "GET", "AP1", "https://old.example/in"])
        #expect(plan.settings.count == 2)
    }

    @Test("What fails waits longer each time, for an hour at most, and never shorter than was asked for")
    func backOff() {
        let pauses = (1...20).map { BackOff.pause(attempt: $0, wish: nil, chance: 0) }

        #expect(pauses.first == .seconds(5) && pauses.last == .seconds(3600))
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(BackOff.pause(attempt: 1, wish: .seconds(60), chance: 0) == .seconds(60))
        #expect(BackOff.pause(attempt: 1, wish: nil, chance: 255) < .seconds(7))
        #expect(BackOff.pause(attempt: .max, wish: .seconds(99_999), chance: .max) <= .seconds(4500))
    }
}
