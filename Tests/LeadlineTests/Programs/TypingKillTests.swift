import Foundation
import Glibc
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// `LEADLINE_ROUNDS` makes the fault loops longer than they are in an ordinary run.
private let rounds =
    ProcessInfo.processInfo.environment["LEADLINE_ROUNDS"].flatMap { Int($0) }.map { max(1, $0 / 5) } ?? 10

@Suite("Killed while somebody types", .serialized)
struct TypingKillTests {
    /// What typed text may be unsaved for, and what a busy machine may need on top.
    private static let (promised, busy) = (Duration.milliseconds(250), Duration.seconds(2))

    @Test("A process killed at any instant has kept what was typed until a moment before, and everything else")
    func kills() async throws {
        let twilio = try await Sitting.account()
        var kept = ""
        for round in 0..<rounds {
            let sitting = try await Sitting(at: twilio)
            let before = try sitting.messages().count
            sitting.terminal.type("ggr")
            try #require(try await sitting.terminal.shows("Enter send"))

            let end = ContinuousClock.now + .milliseconds(Int.random(in: 0...4000))
            let typed = try await type(on: sitting.terminal, after: kept, in: round, until: end)
            sitting.terminal.signal(SIGKILL)

            #expect(try await sitting.terminal.end() == 128 + SIGKILL)
            let draft = try sitting.draft() ?? ""
            let old = typed.last { $0.moment < end - Self.promised - Self.busy }?.text ?? kept
            #expect(draft.hasPrefix(old), "round \(round): \(draft) is older than \(old)")
            let whole = typed.last.map(\.text) ?? kept
            #expect(whole.hasPrefix(draft), "round \(round)")
            #expect(try sitting.messages().count == before)
            #expect(try sitting.store().openOutbox().isEmpty)
            kept = draft
        }
        #expect(!kept.isEmpty)
    }

    /// Types a letter after the other and notes when each text was complete.
    private func type(
        on terminal: PseudoTerminal, after start: String, in round: Int, until end: ContinuousClock.Instant
    ) async throws -> [(text: String, moment: ContinuousClock.Instant)] {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
        var texts: [(text: String, moment: ContinuousClock.Instant)] = []
        var text = start
        while ContinuousClock.now < end {
            let letter = alphabet[(round + texts.count) % alphabet.count]
            text.append(letter)
            terminal.type(String(letter))
            texts.append((text, .now))
            // What is written has to be read, or the terminal would take no more.
            try await terminal.settle(idle: 1)
        }
        return texts
    }
}
