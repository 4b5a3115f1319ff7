import Foundation
import HTTPTypes
import LocalStore
import Messaging
import TestSupport
import Testing
import Transport

@testable import leadline

/// A simulated Twilio on this machine for one test, and the environment that leads to it.
final class Simulator: Sendable {
    let home: Home
    let greeting: SimulatedTwilio.Greeting
    private let running: SimulatedTwilio

    init(leads: Int = 20, messages: Int = 100, _ arguments: [String] = []) async throws {
        let home = try Home()
        let running = try await offThread {
            try SimulatedTwilio(
                arguments: ["--leads", "\(leads)", "--messages", "\(messages)", "--speed", "20"] + arguments,
                environment: Environment(home.environment))
        }
        (self.home, self.running, greeting) = (home, running, running.greeting)
    }

    deinit { running.end() }

    var environment: [String: String] {
        home.environment.merging([
            "TWILIO_API_URL": greeting.base, "TWILIO_ACCOUNT_SID": greeting.accountSID,
            "TWILIO_AUTH_TOKEN": greeting.authToken, "TWILIO_PHONE_NUMBER": greeting.from,
        ]) { $1 }
    }

    /// Holds replies for so long that a test on a busy machine gets its keys in before they leave.
    func takeTime() throws {
        try home.write("[profile.env]\nundo_seconds = 60\n", to: ".config/leadline/config.toml")
    }

    var mirror: String { home.path + "/.local/share/leadline/env-\(greeting.accountSID.suffix(8)).sqlite" }

    /// The account's mirror, as another process sees it.
    func store() throws -> InboxStore {
        try InboxStore(
            path: mirror,
            source: .twilio(accountSID: greeting.accountSID, base: greeting.base), session: UUID().uuidString,
            newName: IntentID.any)
    }

    /// Gives the simulator a command, such as `__inbound`.
    func command(_ name: String, _ body: [String: any Sendable]) async throws {
        var request = HTTPRequest(
            method: .post, scheme: "http", authority: String(greeting.base.dropFirst(7)), path: "/\(name)")
        request.headerFields[.contentType] = "application/json"
        let bytes = Array(try JSONSerialization.data(withJSONObject: body))
        let answer = try await CurlTransport().send(HTTPCall(request: request, body: bytes))
        try #require(answer.response.status.kind == .successful)
    }
}
