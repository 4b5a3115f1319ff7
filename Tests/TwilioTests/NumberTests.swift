import HTTPTypes
import Messaging
import PhoneNumbers
import TestSupport
import Testing
import Transport
import TwilioAPI
import TwilioSimulator

@testable import Twilio

@Suite("Whose a number is, and where its texts go")
struct NumberTests {
    private static let numberSID = "PN" + String(repeating: "5e", count: 16)

    private func row(_ number: String, of account: String = accountSID) -> String {
        #"{"sid":"\#(Self.numberSID)","account_sid":"\#(account)","phone_number":"\#(number)","capabilities":{"sms":true}}"#
    }

    @Test("a number counts as found only where Twilio names it and the account in full")
    func liar() async throws {
        let other = "AC" + String(repeating: "9", count: 32)
        let rows = [row("+155501001001"), row("+15550100100", of: other), "{}", row("+15550100100")]
        let transport = ScriptedTransport([
            .answer(200, #"{"incoming_phone_numbers":[\#(rows.dropLast().joined(separator: ","))]}"#),
            .answer(200, #"{"incoming_phone_numbers":[\#(rows.joined(separator: ","))]}"#),
        ])
        let service = try service(transport)

        #expect(try await service.incomingNumber("+15550100100") == nil)
        #expect(try await service.incomingNumber("+15550100100")?.canSMS == true)
        #expect(transport.calls[0].request.path?.hasSuffix("?PhoneNumber=%2B15550100100&PageSize=1000") == true)
    }

    @Test("a service that Twilio calls by another name or gives to another account is not ours")
    func strangeService() async throws {
        let (sid, other) = ("MG" + String(repeating: "a1", count: 16), "MG" + String(repeating: "b2", count: 16))
        let transport = ScriptedTransport([
            .answer(200, #"{"sid":"\#(other)","account_sid":"\#(accountSID)"}"#),
            .answer(200, #"{"sid":"\#(sid)","account_sid":"AC1"}"#), .answer(404, #"{"code":20404}"#),
            .answer(200, #"{"sid":"\#(sid)","account_sid":"\#(accountSID)","use_inbound_webhook_on_number":true}"#),
        ])
        let service = try service(transport)

        for _ in 0..<3 { #expect(try await service.messagingService(sid) == nil) }
        #expect(try await service.messagingService(sid)?.usesNumberWebhook == true)
        #expect(try await service.messagingService("MG../x") == nil)
        #expect(transport.stepsLeft == 0)
    }

    @Test("number and service are found with their addresses, which can be set")
    func pointed() async throws {
        let simulator = try await LocalTwilio.start(SimulatorOptions(pace: Pace(speed: 20)))
        let access = try TwilioAccess(
            accountSID: simulator.accountSID, secret: simulator.authToken, hosts: TwilioHosts(apiURL: simulator.base))
        let service = TwilioSMSService(
            access: access, sender: nil, transport: CurlTransport(), phoneBook: PhoneBook(), now: { testNow },
            uptime: { Uptime(milliseconds: 0) })
        let number = try #require(try await service.incomingNumber(simulator.from))
        let sid = try #require(try await service.messagingServices().first).sid

        try await service.point(.number(sid: number.sid, url: "https://crm.example/sms"))
        try await service.point(.service(sid: sid, url: "https://crm.example/sms"))

        #expect(sid == simulator.messagingServiceSID)
        #expect(try await service.incomingNumber(simulator.from)?.smsURL == "https://crm.example/sms")
        #expect(try await service.messagingService(sid)?.inboundURL == "https://crm.example/sms")
        #expect(try await service.isPooled(number, inService: sid))
        try await simulator.pool(simulator.from, isIn: false)
        #expect(try await service.isPooled(number, inService: sid) == false)
        #expect(try await service.incomingNumber("+12025550199") == nil)
        await simulator.stop()
    }
}
