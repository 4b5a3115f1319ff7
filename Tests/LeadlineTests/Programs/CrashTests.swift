import Foundation
import Glibc
import TestSupport
import Testing

@testable import leadline

@Suite(.serialized) struct CrashTests {
    @Test(
        "Any other signal that would end the program ends it as SIGTERM does: the terminal as it was found, the draft kept",
        arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR])
    func otherSignals(signal: Int32) async throws {
        let sitting = try await Sitting()
        let terminal = sitting.terminal
        try await sitting.reply("half a thought")

        terminal.signal(signal)

        #expect(try await terminal.end() == 0)
        #expect(terminal.settings == sitting.found)
        #expect(!terminal.glass.isAlternate && terminal.glass.isCursorVisible)
        #expect(terminal.glass.modes.isDisjoint(with: [2004, 1004]))
        #expect(try sitting.draft() == "half a thought")
    }

    @Test(
        "A crash leaves the terminal as it was found, and the draft in the mirror",
        arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGTRAP, SIGFPE, SIGQUIT])
    func crash(signal: Int32) async throws {
        let sitting = try await Sitting()
        let terminal = sitting.terminal
        try await sitting.reply("half a thought")
        #expect(terminal.settings?.isOrdinary == false)
        let isKept = try await eventually { try sitting.draft() == "half a thought" }

        terminal.signal(signal)

        #expect(try await terminal.end() == 128 + signal)
        #expect(isKept)
        #expect(sitting.found.isOrdinary)
        #expect(terminal.settings == sitting.found)
        let glass = terminal.glass
        #expect(!glass.isAlternate && glass.isCursorVisible)
        #expect(glass.modes.isDisjoint(with: [2004, 1004, 1002, 1006]))
        #expect(try sitting.draft() == "half a thought")
    }
}
