import Foundation
import Glibc
import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// The ways in which a terminal session comes to its end.
enum HangUp: CaseIterable, CustomTestStringConvertible {
    case hangUpSignal, terminateSignal, vanishedTerminal

    func happen(to terminal: PseudoTerminal) {
        switch self {
        case .hangUpSignal: terminal.signal(SIGHUP)
        case .terminateSignal: terminal.signal(SIGTERM)
        case .vanishedTerminal: terminal.vanish()
        }
    }

    var testDescription: String {
        switch self {
        case .hangUpSignal: "SIGHUP"
        case .terminateSignal: "SIGTERM"
        case .vanishedTerminal: "the terminal is gone"
        }
    }
}

@Suite(.serialized) struct HangUpTests {
    /// What a whole sitting may take of the processor; whoever spins takes more in the seconds of a hand-over.
    private static let frugal = 3.0

    private func expectOrderlyEnd(_ sitting: Sitting, seconds: Double = 10) async throws {
        #expect(try await sitting.terminal.end(seconds: seconds) == 0)
        #expect(sitting.terminal.processorTime < Self.frugal)
        if let settings = sitting.terminal.settings { #expect(settings == sitting.found) }
    }

    @Test("In the table", arguments: HangUp.allCases)
    func inTable(hangUp: HangUp) async throws {
        let sitting = try await Sitting()

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting)
    }

    @Test("In the middle of typing: the last character typed is kept", arguments: HangUp.allCases)
    func inComposer(hangUp: HangUp) async throws {
        let sitting = try await Sitting()
        try await sitting.reply("half a thought")

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting)
        #expect(try sitting.draft() == "half a thought")
    }

    @Test("With the palette open over the composer: the draft is kept", arguments: HangUp.allCases)
    func inPalette(hangUp: HangUp) async throws {
        let sitting = try await Sitting()
        try await sitting.reply("half a thought")
        sitting.terminal.type("\u{7}:jum")
        #expect(try await sitting.terminal.shows(":jum"))

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting)
        #expect(try sitting.draft() == "half a thought")
    }

    @Test("With a reply held: its time runs out, and it is handed over", arguments: HangUp.allCases)
    func whileHeld(hangUp: HangUp) async throws {
        let sitting = try await Sitting()
        try await sitting.send("on its way")

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting, seconds: 35)
        let sent = try sitting.messages().filter { $0.body == "on its way" }
        #expect(sent.map(\.sendState) == [.submitted])
    }

    @Test("A second end during the hand-over does not cut it short", arguments: HangUp.allCases)
    func duringHandOver(hangUp: HangUp) async throws {
        let sitting = try await Sitting()
        try await sitting.send("on its way")
        sitting.terminal.signal(SIGTERM)
        let isGivenBack = try await eventually { sitting.terminal.settings == sitting.found }

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting, seconds: 35)
        #expect(isGivenBack)
        #expect(try sitting.messages().filter { $0.body == "on its way" }.map(\.sendState) == [.submitted])
    }

    @Test(
        "With the question about quitting open: what it keeps back waits for the next start", arguments: HangUp.allCases
    )
    func atQuestion(hangUp: HangUp) async throws {
        let account = try await Sitting.account()
        try account.takeTime()
        let sitting = try await Sitting(at: account)
        try await sitting.send("wait for me")
        sitting.terminal.type("q")
        #expect(try await sitting.terminal.shows("One message has not left yet"))

        hangUp.happen(to: sitting.terminal)

        try await expectOrderlyEnd(sitting, seconds: 35)
        let rows = try sitting.store().openOutbox()
        #expect(rows.count == 1 && rows.allSatisfy(\.waitsForPerson))
        let next = try PseudoTerminal([], in: sitting.twilio.environment, columns: 160, rows: 40)
        #expect(try await next.shows("This was never sent"))
    }
}
