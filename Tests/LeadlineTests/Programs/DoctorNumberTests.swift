import Foundation
import HTTPTypes
import LocalStore
import Messaging
import TestSupport
import Testing
import Transport

@testable import leadline

@Suite("What the doctor says about the numbers that are read", .serialized)
struct DoctorNumberTests {
    private static let pooled = ["+12025550143", "+12025550144"]

    private func simulator() async throws -> Simulator {
        let numbers = ["+12025550141"] + Self.pooled + ["+12025550145"]
        return try await Simulator(
            leads: 1, messages: 2, numbers.flatMap { ["--number", $0] } + Self.pooled.flatMap { ["--pool", $0] })
    }

    /// The doctor's findings about a profile with this messaging service, by their code.
    private func findings(_ twilio: Simulator, service: String) async throws -> [String: [String: Any]] {
        let greeting = twilio.greeting
        try twilio.home.write(
            """
            default_profile = "one"
            [profile.one]
            account_sid = "\(greeting.accountSID)"
            auth_token = "\(greeting.authToken)"
            api_url = "\(greeting.base)"
            phone_number = "\(greeting.from)"
            messaging_service_sid = "\(service)"
            """, to: ".config/leadline/config.toml")
        let doctor = try await leadline(["doctor", "--json"], in: twilio.home.environment)
        let findings = try doctor.lines.indices.map { try doctor.object($0) }
        return Dictionary(findings.map { ($0["code"] as? String ?? "", $0) }) { first, _ in first }
    }

    private func store(_ twilio: Simulator) throws -> InboxStore {
        try InboxStore(
            path: twilio.home.path + "/.local/share/leadline/one.sqlite",
            source: .twilio(accountSID: twilio.greeting.accountSID, base: twilio.greeting.base), session: "test",
            newName: IntentID.any)
    }

    private func service(_ twilio: Simulator) async throws -> String {
        var request = HTTPRequest(
            method: .get, scheme: "http", authority: String(twilio.greeting.base.dropFirst(7)), path: "/v1/Services")
        request.headerFields.append(
            .basicAuthorization(name: twilio.greeting.accountSID, secret: twilio.greeting.authToken))
        let answer = try await CurlTransport().send(HTTPCall(request: request))
        let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        return try #require((object?["services"] as? [[String: Any]])?.first?["sid"] as? String)
    }

    private func text(_ finding: [String: Any]?) -> String { finding?["text"] as? String ?? "" }

    @Test("Every number is named, with what it is read for")
    func all() async throws {
        let twilio = try await simulator()
        let store = try store(twilio)
        let adopted = try #require(PhoneNumber(e164: "+12025550145"))
        let lead = try store.ensureLead(PeerAddress(carrier: "+12065550142"), display: "x", now: WallClock.now())
        let id = try store.queue(OutgoingIntent(lead: lead, body: "x"), heldUntil: nil, now: WallClock.now()).id
        var taken = RemoteMessage(
            externalID: "SM" + String(repeating: "1", count: 32), direction: .outbound, ourNumber: nil,
            peer: PeerAddress(carrier: "+12065550142"), body: "x", status: .accepted)
        _ = try store.beginAttempt(id, at: WallClock.now(), now: WallClock.now())
        try store.recordSubmitted(id, remote: taken, now: WallClock.now())
        taken.ourNumber = adopted
        _ = try store.commit(
            Batch(messages: [taken], origin: .single, readAt: WallClock.now()), now: WallClock.now())

        let findings = try await findings(twilio, service: service(twilio))

        #expect(text(findings["numbers.read.settings"]).contains(twilio.greeting.from))
        for number in Self.pooled { #expect(text(findings["numbers.read.service"]).contains(number)) }
        #expect(text(findings["numbers.read.messages"]).contains(adopted.e164))
        #expect(findings.values.allSatisfy { $0["verdict"] as? String != "failure" })
    }

    @Test("A service that cannot be read is a warning with a remedy, and no failure")
    func refused() async throws {
        let twilio = try await simulator()
        try await twilio.command(
            "__fault", ["kind": "error_before", "path": "/v1/Services", "status": 403, "code": 20003, "lasting": true])

        let findings = try await findings(twilio, service: "MG" + String(repeating: "0a", count: 16))

        #expect(findings["numbers.read.service"]?["verdict"] as? String == "warning")
        let remedy = findings["numbers.read.service"]?["remedy"] as? String
        #expect(remedy?.contains("more_numbers") == true)
        #expect(findings["numbers.read.messages"] == nil)
    }
}
