import Foundation
import Glibc
import Testing

@testable import leadline

/// The real program without a terminal, while it runs.
struct BackgroundRun: Sendable {
    private let process: pid_t
    private let outcome: Task<CommandOutcome, any Error>

    init(_ arguments: [String], in environment: [String: String]) async throws {
        let note = NSTemporaryDirectory() + "leadline-run-\(UUID().uuidString)"
        let variables = environment.merging(["LEADLINE_TEST_NOTE": note]) { $1 }
        let script = #"echo $$ > "$LEADLINE_TEST_NOTE"; exec "$0" "$@""#
        outcome = Task { try await leadline(arguments, in: variables, script: script) }
        var found: pid_t?
        try #require(
            try await eventually {
                let text = try? String(contentsOfFile: note, encoding: .utf8)
                found = text.flatMap { pid_t($0.trimmed) }
                return found != nil
            })
        process = try #require(found)
        try FileManager.default.removeItem(atPath: note)
    }

    func signal(_ number: Int32) { kill(process, number) }

    func end() async throws -> CommandOutcome { try await outcome.value }
}
