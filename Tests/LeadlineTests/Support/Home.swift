import Foundation
import Testing

@testable import leadline

/// A home folder for one test, gone afterwards, and the environment that knows nothing but it.
final class Home: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "leadline-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var environment: [String: String] {
        [
            "HOME": path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "TZ": "America/New_York",
            "TMPDIR": path,
        ]
    }

    /// Writes a file below the home folder.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    /// Writes a shell script that can be run by its name, and returns its path.
    ///
    /// Another process writes it: a file that is open for writing cannot be run, and a child that another test begins
    /// at that moment would hold ours open until it has become its own program.
    func writeProgram(_ script: String, to name: String) async throws -> String {
        let writer = "printf '#!/bin/sh\n%s\n' \"$1\" > \"$0\" && chmod 755 \"$0\""
        let outcome = try await run("/bin/sh", ["-c", writer, "\(path)/\(name)", script], in: environment)
        try #require(outcome.code == 0)
        return "\(path)/\(name)"
    }

    /// The names in the home folder that begin with `prefix`.
    func entries(_ prefix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(prefix) }
    }
}

/// What a command printed and how it ended.
struct CommandOutcome {
    var code: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The JSON object of a line.
    func object(_ line: Int = 0) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(lines[line].utf8))
        return try #require(value as? [String: Any])
    }
}

/// Runs the real program and waits for its end, on a thread of its own.
///
/// `script` is what a shell does instead of just running it: `"$0"` is the program, `"$@"` its arguments.
func leadline(
    _ arguments: [String], in environment: [String: String], input: String = "", script: String? = nil
) async throws -> CommandOutcome {
    try await run(ProgramPath.beside("leadline"), arguments, in: environment, input: input, script: script)
}

/// Runs any program or script and waits for its end, on a thread of its own.
func run(
    _ program: String, _ arguments: [String], in environment: [String: String], input: String = "",
    script: String? = nil
) async throws -> CommandOutcome {
    try await offThread {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: script == nil ? program : "/bin/sh")
        process.arguments = script.map { ["-c", $0, program] + arguments } ?? arguments
        process.environment = environment
        let (fed, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = fed
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        fed.fileHandleForWriting.write(Data(input.utf8))
        try fed.fileHandleForWriting.close()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return CommandOutcome(
            code: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }
}

/// Runs blocking work where it keeps no cooperative thread from its work.
func offThread<Answer: Sendable>(_ work: @Sendable @escaping () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}

/// Waits until `isTrue`, for some seconds at most, and tells whether it became so.
func eventually(seconds: Int = 60, _ isTrue: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<(seconds * 50) {
        if try await isTrue() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return false
}
