import Foundation
import Messaging
import Synchronization
import TwilioSimulator

/// One run of the built `leadline`, with an environment that holds the line's account and nothing else.
final class BuiltProgram: Sendable {
    struct Ending: Sendable {
        /// The exit status, or `nil` when a signal ended it.
        var status: Int32?
        var output: String
    }

    private let process = Mutex<Process?>(nil)
    private let ending: Task<Ending, Never>

    /// Starts the program.
    init(_ arguments: [String], on line: Line) throws {
        let child = Process()
        child.executableURL = Self.path
        child.arguments = arguments
        child.environment = line.environment
        let (output, unheard) = (Pipe(), Pipe())
        (child.standardOutput, child.standardError) = (output, unheard)
        child.standardInput = FileHandle.nullDevice
        let (ended, bell) = AsyncStream<Int32?>.makeStream()
        child.terminationHandler = { child in
            bell.yield(child.terminationReason == .exit ? child.terminationStatus : nil)
            bell.finish()
        }
        try child.run()
        process.withLock { $0 = child }
        ending = Task {
            var status: Int32?
            for await end in ended { status = end }
            // What these commands print fits into a pipe, so it can be read when they have ended.
            let text = output.fileHandleForReading.readDataToEndOfFile()
            return Ending(status: status, output: String(decoding: text, as: UTF8.self))
        }
    }

    var end: Ending { get async { await ending.value } }

    /// Ends the program as a power failure would.
    func kill() { process.withLock { $0.map { _ = Foundation.kill($0.processIdentifier, SIGKILL) } } }

    /// Stops the program as Ctrl-Z does, and waits until it stands still.
    func stop() async throws {
        guard let id = process.withLock({ $0?.processIdentifier }) else { return }
        _ = Foundation.kill(id, SIGTSTP)
        while let state = Self.state(of: id), state != "T", state != "Z" { try await Task.sleep(for: .milliseconds(2)) }
    }

    func goOn() { process.withLock { $0.map { _ = Foundation.kill($0.processIdentifier, SIGCONT) } } }

    /// The letter by which the system says what a process does; `nil` when it is gone.
    private static func state(of id: pid_t) -> String? {
        let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        return text?.split(separator: ")").last?.split(separator: " ").first.map(String.init)
    }

    /// The program that this build made, beside the tests themselves.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("leadline")
}

extension Line {
    var environment: [String: String] {
        [
            "HOME": folder.path, "XDG_DATA_HOME": folder.appendingPathComponent("data").path,
            "XDG_CONFIG_HOME": folder.appendingPathComponent("config").path,
            "XDG_STATE_HOME": folder.appendingPathComponent("state").path,
            "XDG_CACHE_HOME": folder.appendingPathComponent("cache").path,
            "TWILIO_API_URL": twilio.base, "TWILIO_ACCOUNT_SID": twilio.accountSID,
            "TWILIO_AUTH_TOKEN": twilio.authToken, "TWILIO_PHONE_NUMBER": numbers[0].e164,
        ]
    }

    /// Runs the program to its end.
    @discardableResult
    func leadline(_ arguments: String...) async throws -> BuiltProgram.Ending {
        try await BuiltProgram(arguments, on: self).end
    }
}
