import HTTPTypes
import Messaging
import TestSupport
import Testing
import Transport
import TwilioAPI

@testable import Twilio

@Suite("Sending through Twilio")
struct SendingTests {
    @Test("a text goes to the number in its international form, from our number")
    func sendSMS() async throws {
        let transport = ScriptedTransport([.answer(201, message())])

        let sent = try await service(transport).sendSMS(to: "(11) 99988-7766", body: "Oi & até já")

        let call = try #require(transport.calls.first)
        #expect(sent.sid == messageSID)
        #expect(sent.status == .queued)
        #expect(call.request.method == .post)
        #expect(call.request.authority == "api.twilio.com")
        #expect(call.request.path == "/2010-04-01/Accounts/\(accountSID)/Messages.json")
        #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        #expect(call.repeats == .never)
        let form = WebhookForm(body: call.body)
        #expect(form.text("To") == "+5511999887766")
        #expect(form.text("From") == "+15550100199")
        #expect(form.text("Body") == "Oi & até já")
    }

    @Test("a picture goes as an address that Twilio fetches")
    func sendMMS() async throws {
        let transport = ScriptedTransport([.answer(201, message())])

        _ = try await service(transport).sendMMS(to: "+15550100101", body: "Look", mediaURL: "https://m.example/1.jpg")

        #expect(WebhookForm(body: transport.calls[0].body).text("MediaUrl") == "https://m.example/1.jpg")
    }

    @Test("the state of a message is one word of Twilio's")
    func status() async throws {
        let transport = ScriptedTransport([.answer(200, #"{"sid":"\#(messageSID)","status":"delivered"}"#)])

        #expect(try await service(transport).getMessageStatus(messageSid: messageSID).word == "delivered")
        #expect(transport.calls[0].request.path == "/2010-04-01/Accounts/\(accountSID)/Messages/\(messageSID).json")
    }

    @Test("a number with a plus sign keeps its country, one without belongs to ours")
    func formatting() throws {
        let service = try service(ScriptedTransport())

        #expect(try service.formatPhoneNumber("(11) 99988-7766") == "+5511999887766")
        #expect(try service.formatPhoneNumber("+1 (555) 123-4567") == "+15551234567")
    }

    @Test(
        "what is no number is refused in the known words, and nothing is sent",
        arguments: ["", "call me", "12", "+999"])
    func invalidNumber(text: String) async throws {
        let transport = ScriptedTransport()
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in try await service.sendSMS(to: text, body: "x") }

        #expect(error?.words().hasPrefix("Invalid phone number format") == true)
        #expect(transport.calls.isEmpty)
    }

    @Test(
        "a refusal of one recipient or text is that text's own, whatever status it comes with",
        arguments: [21608, 21408, 21610, 21211, 21612, 21614, 21617, 30007, 99_999], [400, 403, 404, 409, 422])
    func refusedText(code: Int, status: Int) async throws {
        let transport = ScriptedTransport([.answer(status, #"{"code":\#(code),"message":"x"}"#)])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in
            try await service.sendSMS(to: "+15550100101", body: "x")
        }

        #expect(error?.kind == "rejected \(code) \(status)")
    }

    @Test(
        "a refusal of the account, its key or its rights closes the line, whatever status it comes with",
        arguments: [20003, 10001, 20005, 30002, 20006, 20403, 20008], [400, 401, 403, 404])
    func refusedAccount(code: Int, status: Int) async throws {
        let transport = ScriptedTransport([.answer(status, #"{"code":\#(code),"message":"x"}"#)])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in
            try await service.sendSMS(to: "+15550100101", body: "x")
        }

        #expect(error?.kind == "credentials")
    }

    @Test(
        "after a request to send it is always clear whether the message may have left",
        arguments: [
            (ScriptedTransport.Step.failure(.notSent(detail: "x")), "later, noConnection"),
            (.failure(.unknownOutcome(detail: "x")), "unknown"), (.failure(.tooLarge), "unknown"),
            (.failure(.canceled(beforeSending: true)), "later, noConnection"),
            (.failure(.canceled(beforeSending: false)), "unknown"), (.failure(.refused(reason: "x")), "credentials"),
            (.answer(429, #"{"code":20429}"#), "later, tooMany"), (.answer(500, #"{"code":20500}"#), "unknown"),
            (.answer(502, "<html>"), "unknown"), (.answer(503), "unknown"), (.answer(504), "unknown"),
            (.answer(408), "unknown"), (.answer(302), "unknown"), (.answer(201, "<html>"), "unknown"),
            (.answer(201, ""), "unknown"), (.answer(201, #"{"sid":null}"#), "unknown"),
            (.answer(400, #"{"code":21610,"message":"x","status":400}"#), "rejected 21610 400"),
            (.answer(400, "<html>"), "rejected 0 400"), (.answer(401, #"{"code":20003}"#), "credentials"),
            (.answer(403), "credentials"), (.answer(400, #"{"code":10001}"#), "credentials"),
            (.answer(404, #"{"code":20404,"message":"x"}"#), "rejected 20404 404"), (.answer(410), "rejected 0 410"),
        ] as [(ScriptedTransport.Step, String)])
    func outcomes(step: ScriptedTransport.Step, kind: String) async throws {
        let transport = ScriptedTransport([step])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in
            try await service.sendSMS(to: "+15550100101", body: "x")
        }

        #expect(error?.kind == kind)
        #expect(transport.calls.count == 1)
    }
}
