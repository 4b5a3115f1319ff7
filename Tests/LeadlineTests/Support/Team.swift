import Foundation
import Glibc
import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Transport

@testable import leadline

/// A server with one tenant on a simulated Twilio, and its two agents, each with a home of their own. All programs are
/// the real ones.
final class Team: Sendable {
    /// One who works here.
    struct Agent: Sendable {
        let home: Home
        let environment: [String: String]
        let token: String
    }

    let twilio: Simulator
    let ann: Agent
    let bob: Agent
    let base: String
    private let server = Mutex<Process?>(nil)
    private let environment: [String: String]

    static let asker = "+12025550188"

    /// Everything runs, and Twilio tells the server of what comes to its number.
    init() async throws {
        twilio = try await Simulator(leads: 0, messages: 0)
        let port = try Self.freePort()
        base = "http://127.0.0.1:\(port)"
        let environment = twilio.environment.merging([
            "LEADLINE_ENV": "development", "LEADLINE_LISTEN": "127.0.0.1:\(port)", "WEBHOOK_URL": base,
            "XDG_DATA_HOME": twilio.home.path + "/server",
        ]) { $1 }
        self.environment = environment
        let tokens = try await [
            Self.token(["user", "add", "ann", "--json"], environment),
            Self.token(["user", "add", "bob", "--tenant", "ann", "--json"], environment),
        ]
        (ann, bob) = (try Self.agent(tokens[0], at: base), try Self.agent(tokens[1], at: base))
        try await start()
        let list = try await Self.ask(.get, base + "/api/channels", tokens[0])
        let id = try #require(list.split(separator: #""id":""#).dropFirst().first?.prefix { $0 != "\"" })
        _ = try await Self.ask(.post, base + "/api/channels/\(id)/webhooks", tokens[0], #"{"confirm":true}"#)
    }

    deinit { kill() }

    /// Starts the server, and waits until it answers.
    func start() async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProgramPath.beside("leadline-server"))
        process.arguments = ["serve"]
        process.environment = environment
        let log = twilio.home.path + "/server.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        server.withLock { $0 = process }
        try #require(
            try await eventually {
                // Until it listens there is no answer at all.
                await (try? Self.ask(.get, base + "/healthz", "")) != nil
            })
    }

    /// Ends the server without a word.
    func kill() {
        server.withLock { process in
            guard let running = process, running.isRunning else { return }
            Glibc.kill(running.processIdentifier, SIGKILL)
            running.waitUntilExit()
            process = nil
        }
    }

    /// A lead writes.
    func hear(_ body: String, from number: String = Team.asker) async throws {
        try await twilio.command("__inbound", ["from": number, "body": body])
    }

    /// What Twilio itself has of our texts to a number, oldest first, as one who asks it without the server.
    func sent(to number: String = Team.asker) async throws -> [String] {
        let pass = try await leadline(["sync"], in: twilio.environment)
        try #require(pass.code == 0, "\(pass.errors)")
        return try await Self.bodies(of: number, twilio.environment)
    }

    /// Our texts to a number as an inbox has them.
    func bubbles(of agent: Agent, to number: String = Team.asker) async throws -> [String] {
        let pass = try await leadline(["sync"], in: agent.environment)
        try #require(pass.code == 0, "\(pass.errors)")
        return try await Self.bodies(of: number, agent.environment)
    }

    private static func bodies(of number: String, _ environment: [String: String]) async throws -> [String] {
        let shown = try await leadline(["show", number, "--json"], in: environment)
        return try shown.lines.indices.compactMap { line in
            let row = try shown.object(line)
            return row["direction"] as? String == "outbound" ? row["body"] as? String : nil
        }
    }

    private static func agent(_ token: String, at base: String) throws -> Agent {
        let home = try Home()
        try home.write("[profile.env]\nundo_seconds = 1\n", to: ".config/leadline/config.toml")
        let access = ["LEADLINE_SERVER": base, "LEADLINE_TOKEN": token]
        return Agent(home: home, environment: home.environment.merging(access) { $1 }, token: token)
    }

    private static func token(_ arguments: [String], _ environment: [String: String]) async throws -> String {
        let outcome = try await run(ProgramPath.beside("leadline-server"), arguments, in: environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try #require(try outcome.object()["token"] as? String)
    }

    private static func ask(
        _ method: HTTPRequest.Method, _ address: String, _ token: String, _ body: String = ""
    ) async throws -> String {
        let parts = address.dropFirst("http://".count).split(separator: "/", maxSplits: 1)
        var request = HTTPRequest(
            method: method, scheme: "http", authority: String(parts[0]), path: "/\(parts.dropFirst().joined())")
        request.headerFields[.authorization] = "Bearer \(token)"
        request.headerFields[.contentType] = "application/json"
        let answer = try await CurlTransport().send(HTTPCall(request: request, body: Array(body.utf8)))
        try #require(answer.response.status.kind == .successful)
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// A port that nobody listens at. The server has to be told beforehand where it is reached.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isFound = withUnsafeMutablePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isFound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
