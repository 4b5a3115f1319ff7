import Foundation
import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Transport

/// One run of the built `leadline-server`, or of the client beside it, with an environment that holds nothing but what a test gives it. What it says
/// goes to files, so that it never waits for a reader.
final class ServerProcess: Sendable {
    private let process = Mutex<Process?>(nil)
    private let output: String
    private let errors: String
    private let ended: AsyncStream<Int32?>

    /// Where this build's programs lie, beside the tests themselves.
    private static let place = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    init(
        _ arguments: [String], _ environment: [String: String], in folder: String, program: String = "leadline-server"
    ) throws {
        let name = folder + "/" + UUID().uuidString
        (output, errors) = (name + ".out", name + ".err")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        let child = Process()
        child.executableURL = Self.place.appendingPathComponent(program)
        child.arguments = arguments
        child.currentDirectoryURL = URL(fileURLWithPath: folder)
        child.environment = ["HOME": folder, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = FileHandle(forWritingAtPath: output)
        child.standardError = FileHandle(forWritingAtPath: errors)
        let (ended, bell) = AsyncStream<Int32?>.makeStream()
        self.ended = ended
        child.terminationHandler = { child in
            bell.yield(child.terminationReason == .exit ? child.terminationStatus : nil)
            bell.finish()
        }
        try child.run()
        process.withLock { $0 = child }
    }

    deinit { signal(SIGKILL) }

    /// The exit status, once it has one; `nil` when a signal ended the program. To be asked once.
    var status: Int32? { get async { await ended.first { _ in true } ?? nil } }

    var said: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
    var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) {
        process.withLock { child in
            if let child, child.isRunning { _ = kill(child.processIdentifier, number) }
        }
    }

    /// The address that a server tells on its first line.
    func base() async throws -> String {
        for _ in 0..<2000 {
            if let line = said.split(separator: "\n").first {
                return String(line.dropFirst(9).dropLast(2))
            }
            guard process.withLock({ $0?.isRunning ?? false }) else { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Silence(words: "The server did not begin: \(said) \(log)")
    }

    private struct Silence: Error, CustomStringConvertible {
        let words: String
        var description: String { words }
    }
}

/// The settings of one server, and what can be done with it.
struct ServerLine: Sendable {
    let folder: TemporaryFolder
    var environment: [String: String]
    private let transport = CurlTransport()

    init(_ environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        self.environment = ["LEADLINE_LISTEN": "127.0.0.1:0"].merging(environment) { $1 }
    }

    func start(_ arguments: String..., with more: [String: String] = [:]) throws -> ServerProcess {
        try ServerProcess(arguments, environment.merging(more) { $1 }, in: folder.path)
    }

    /// Runs a command to its end.
    @discardableResult
    func run(_ arguments: String..., with more: [String: String] = [:]) async throws -> (
        status: Int32?, said: String, log: String
    ) {
        let process = try ServerProcess(arguments, environment.merging(more) { $1 }, in: folder.path)
        let status = await process.status
        return (status, process.said, process.log)
    }

    /// Adds a tenant, and tells the token of its owner.
    func owner(_ name: String, _ more: String...) async throws -> String {
        let process = try ServerProcess(["user", "add", name, "--json"] + more, environment, in: folder.path)
        let status = await process.status
        try #require(status == 0, "\(process.log)")
        let object = try JSONSerialization.jsonObject(with: Data(process.said.utf8)) as? [String: String]
        return try #require(object?["token"])
    }

    func ask(
        _ base: String, _ path: String, as token: String?, method: HTTPRequest.Method = .get, _ body: String = ""
    ) async throws -> (status: Int, text: String) {
        let authority = String(base.dropFirst("http://".count))
        var request = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        if let token { request.headerFields[.authorization] = "Bearer \(token)" }
        if !body.isEmpty { request.headerFields[.contentType] = "application/json" }
        let answer = try await transport.send(
            HTTPCall(request: request, body: Array(body.utf8), timeout: .seconds(30)))
        return (answer.response.status.code, String(decoding: answer.body, as: UTF8.self))
    }

    /// Asks with a form and a password, as those do who write to Twilio; the answer's text.
    func order(
        _ base: String, _ path: String, user: String, password: String, form: String
    ) async throws -> String {
        let authority = String(base.dropFirst("http://".count))
        var request = HTTPRequest(method: .post, scheme: "http", authority: authority, path: path)
        let words = Data("\(user):\(password)".utf8).base64EncodedString()
        request.headerFields[.authorization] = "Basic \(words)"
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let answer = try await transport.send(
            HTTPCall(request: request, body: Array(form.utf8), timeout: .seconds(30)))
        return String(decoding: answer.body, as: UTF8.self)
    }
}
