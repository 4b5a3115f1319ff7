import Foundation
import HTTPTypes
import Testing
import Transport

@testable import TwilioSimulator

/// Talks to a simulator as any client would, and reads what it answers.
struct Caller {
    /// One answer: its status, its headers, and its body as JSON where it is any.
    struct Reply {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
        }

        var code: Int? { object["code"] as? Int }

        func text(_ name: String) -> String? { object[name] as? String }

        func rows(_ name: String = "messages") -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }
    }

    static let lead = "+12065550142"

    let simulator: RunningSimulator
    var username: String
    var password: String
    private let transport = CurlTransport()

    init(_ simulator: RunningSimulator) {
        self.simulator = simulator
        (username, password) = (simulator.accountSID, simulator.authToken)
    }

    /// A path below the account.
    func path(_ rest: String) -> String { "/2010-04-01/Accounts/\(simulator.accountSID)/\(rest)" }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = [], authority: String? = nil,
        json: String? = nil
    ) async throws -> Reply {
        var request = HTTPRequest(
            method: method, scheme: "http", authority: authority ?? "127.0.0.1:\(simulator.port)", path: path)
        request.headerFields.append(.basicAuthorization(name: username, secret: password))
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let body = json ?? FormFields(fields.map { (name: $0.0, value: $0.1) }).encoded
        let answer = try await transport.send(
            HTTPCall(request: request, body: method == .post ? Array(body.utf8) : [], timeout: .seconds(120)))
        return Reply(status: answer.response.status.code, headers: answer.response.headerFields, bytes: answer.body)
    }

    func get(_ rest: String) async throws -> Reply { try await call(.get, path(rest)) }

    func send(_ fields: [(String, String)]) async throws -> Reply {
        try await call(.post, path("Messages.json"), fields)
    }

    /// Sends `body` from the account's number to `to`.
    func send(_ body: String, to: String = Caller.lead) async throws -> Reply {
        try await send([("To", to), ("From", simulator.from), ("Body", body)])
    }
}

/// Runs `body` with a simulator whose clock is set by hand, and stops it.
func withSimulator(
    _ change: (inout SimulatorOptions) -> Void = { _ in }, webhooks: (any HTTPTransport)? = nil,
    _ body: (RunningSimulator, Caller) async throws -> Void
) async throws {
    var options = SimulatorOptions(pace: Pace(), clock: .byHand(from: start))
    change(&options)
    let simulator = try await LocalTwilio.start(options, webhooks: webhooks)
    do {
        try await body(simulator, Caller(simulator))
    } catch {
        await simulator.stop()
        throw error
    }
    await simulator.stop()
}
