import Foundation
import Glibc
import TestSupport
import Testing

@testable import leadline

/// `LEADLINE_ROUNDS` makes the fault loops longer than they are in an ordinary run.
private let rounds = ProcessInfo.processInfo.environment["LEADLINE_ROUNDS"].flatMap { Int($0) } ?? 20

@Suite("Agents of one server, at their terminals", .serialized)
struct TeamTests {
    private static let question = "Is the red one left?"

    /// An inbox that shows the question.
    private func sit(_ agent: Team.Agent) async throws -> PseudoTerminal {
        let terminal = try PseudoTerminal([], in: agent.environment, columns: 160, rows: 40)
        try #require(try await terminal.shows("←", Self.question))
        return terminal
    }

    private func type(_ text: String, _ terminal: PseudoTerminal) async throws {
        terminal.type("ggr")
        try #require(try await terminal.shows("Enter send"))
        terminal.type(text)
        try #require(try await terminal.shows(text))
        try await terminal.settle()
    }

    @Test("A text from Twilio is on the screen, its answer is at Twilio once, and the screen tells that it arrived")
    func story() async throws {
        let team = try await Team()
        let terminal = try PseudoTerminal([], in: team.ann.environment, columns: 160, rows: 40)
        #expect(try await terminal.shows("live"))
        try await team.hear(Self.question)
        #expect(try await terminal.shows("←", Self.question, seconds: 5))

        try await type("Two of them, yes", terminal)
        terminal.type("\r")

        #expect(try await terminal.shows("✓✓", "Two of them, yes"))
        #expect(try await team.sent() == ["Two of them, yes"])
        #expect(try await team.bubbles(of: team.bob) == ["Two of them, yes"])
        terminal.type("\u{7}q")
        #expect(try await terminal.end() == 0)
    }

    @Test("Whoever has a token sets a profile up with it, which nobody sees, and reads the inbox")
    func setUp() async throws {
        let team = try await Team()
        try await team.hear(Self.question)
        let home = try Home()
        let terminal = try PseudoTerminal(["setup"], in: home.environment, columns: 200)
        #expect(try await terminal.shows("or a server's address"))
        terminal.type(team.base + "\n")
        #expect(try await terminal.shows("it is not shown"))
        terminal.type("leadline_user_wrong\n")
        #expect(try await terminal.shows("does not accept this token"))
        terminal.type(team.base + "\n")
        #expect(try await terminal.shows("it is not shown"))
        terminal.type(team.bob.token + "\n")
        #expect(try await terminal.shows("It is the inbox of bob."))
        terminal.type("\n")

        #expect(try await terminal.end() == 0)
        #expect(!String(decoding: terminal.written, as: UTF8.self).contains(team.bob.token))
        #expect(try await leadline(["sync"], in: home.environment).code == 0)
        let shown = try await leadline(["show", Team.asker], in: home.environment)
        #expect(shown.output.contains(Self.question))
        let doctor = try await leadline(["doctor", "--json"], in: home.environment)
        #expect(doctor.output.contains("The token is bob's."))
    }

    @Test("Of two agents who press send together one answers, and the other is asked beside what came first")
    func together() async throws {
        let team = try await Team()
        try await team.hear(Self.question)
        let (one, other) = (try await sit(team.ann), try await sit(team.bob))
        try await type("Two of them, says ann", one)
        try await type("Three of them, says bob", other)

        one.type("\r")
        other.type("\r")

        let isAnns = try await eventually {
            let texts = try await team.sent()
            return texts.count == 1
        }
        #expect(isAnns)
        let first = try #require(try await team.sent().first)
        let asked = first.hasSuffix("ann") ? other : one
        #expect(try await asked.shows(first))
        #expect(try await asked.shows("was answered while"))
        #expect(try await team.sent() == [first])
    }

    @Test("However often server and client are killed while a text is away, Twilio has it once and so has every inbox")
    func killed() async throws {
        let team = try await Team()
        try await team.hear(Self.question)
        #expect(try await leadline(["sync"], in: team.ann.environment).code == 0)
        var texts: [String] = []
        for round in 0..<min(rounds, 20) {
            let text = "text of round \(round)"
            texts.append(text)
            let run = try await BackgroundRun(["send", Team.asker, text], in: team.ann.environment)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
            let victims = Int.random(in: 0..<3)
            if victims != 1 { team.kill() }
            if victims != 0 { run.signal(SIGKILL) }
            _ = try? await run.end()
            if victims != 1 { try await team.start() }
        }
        // What was killed before it was written down was never said to be kept.
        let kept = try await eventually {
            let pass = try await leadline(["sync"], in: team.ann.environment)
            return pass.code == 0
        }
        #expect(kept)

        let settled = try await eventually {
            Set(try await team.sent()) == Set(try await team.bubbles(of: team.ann))
        }
        #expect(settled)
        let sent = try await team.sent()
        #expect(Set(sent).count == sent.count && Set(sent).isSubset(of: texts))
        #expect(try await team.bubbles(of: team.ann).sorted() == sent.sorted())
        #expect(try await team.bubbles(of: team.bob).sorted() == sent.sorted())
    }
}
