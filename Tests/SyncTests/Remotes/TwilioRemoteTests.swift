import HTTPTypes
import LocalStore
import Messaging
import PhoneNumbers
@testable import Sync
import TestSupport
import Testing
import Transport
import Twilio
import TwilioAPI

@Suite("What Twilio's answers mean to the engine")
struct TwilioRemoteTests {
    private let sid = "SM" + String(repeating: "1a", count: 16)

    private func remote(
        _ step: ScriptedTransport.Step, sender: SendForm.Sender = .number(People.desk)
    ) throws -> TwilioRemote {
        let access = try TwilioAccess(
            accountSID: "AC" + String(repeating: "0f", count: 16), secret: "secret", hosts: try TwilioHosts())
        let service = TwilioSMSService(
            access: access, sender: sender, transport: ScriptedTransport([step]),
            phoneBook: PhoneBook(defaultRegion: "US"), now: { start }, uptime: { Uptime(milliseconds: 0) })
        return TwilioRemote(service: service, now: { start })
    }

    /// The case of the error that `ask` ends with.
    private func kind(_ ask: () async throws(SyncError) -> Void) async -> String {
        do throws(SyncError) {
            try await ask()
            return "none"
        } catch {
            return Mirror(reflecting: error).children.first?.label ?? "\(error)"
        }
    }

    @Test(
        "no way to Twilio, a Twilio that is out of order, and one that is asked too much are told apart",
        arguments: [
            (ScriptedTransport.Step.failure(.notSent(detail: "status of the line: cut")), "unreachable"),
            (.failure(.unknownOutcome(detail: "status unknown")), "unreachable"), (.answer(429), "busy"),
            (.answer(500), "outOfOrder"), (.answer(503), "outOfOrder"), (.answer(200, "<html>"), "outOfOrder"),
        ] as [(ScriptedTransport.Step, String)])
    func later(step: ScriptedTransport.Step, expected: String) async throws {
        let remote = try remote(step)

        let kind = await kind { () async throws(SyncError) in _ = try await remote.message(sid) }

        #expect(kind == expected)
    }

    @Test("a text for a messaging service leaves by that one or not at all")
    func otherService() async throws {
        let (one, other) = ("MG" + String(repeating: "1b", count: 16), "MG" + String(repeating: "2c", count: 16))
        var text = entry(1, .sending)
        (text.sender, text.service) = (nil, one)

        for present in [SendForm.Sender.service(sid: other), .number(People.desk)] {
            let remote = try remote(.answer(500), sender: present)
            #expect(await kind { () async throws(SyncError) in _ = try await remote.send(text, to: nil) } == "rejected")
        }
        let remote = try remote(.answer(500), sender: .service(sid: one))
        let outcome = await kind { () async throws(SyncError) in _ = try await remote.send(text, to: nil) }
        #expect(outcome == "outcomeUnknown")
    }

    @Test("an account or address that Twilio does not know is for a person to mend, and a text to it for good")
    func notFound() async throws {
        let unknown = try remote(.answer(404, #"{"code":20404}"#))
        let text = entry(1, .sending)

        let list = await kind { () async throws(SyncError) in
            _ = try await unknown.page(.newest(to: nil, from: nil, size: 1))
        }
        let send = try remote(.answer(404, #"{"code":20404}"#))
        let sending = await kind { () async throws(SyncError) in _ = try await send.send(text, to: nil) }
        let gone = try remote(.answer(404, #"{"code":20404}"#))
        let message = await kind { () async throws(SyncError) in _ = try await gone.message(sid) }

        #expect(list == "credentials")
        #expect(sending == "rejected")
        #expect(message == "gone")
    }
}
