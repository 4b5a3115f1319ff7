import Foundation
import Glibc
import Testing

@testable import leadline

@Suite("Beside an inbox that was stopped", .serialized)
struct StoppedTests {
    private func state(_ process: pid_t) throws -> Substring? {
        let account = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return account.split(separator: ")").last?.split(separator: " ").first
    }

    @Test("An inbox that is stopped from outside is named by all who wait for it")
    func fromOutside() async throws {
        let sitting = try await Sitting()
        let environment = sitting.twilio.environment
        #expect(try await sitting.terminal.shows("live"))
        sitting.terminal.signal(SIGSTOP)
        while try state(sitting.terminal.child) != "T" { try await Task.sleep(for: .milliseconds(10)) }
        let name = "stopped (pid \(sitting.terminal.child))"

        let sync = try await leadline(["sync"], in: environment)
        let send = try await leadline(["send", Sitting.asker, "Yes", "--timeout", "1"], in: environment)
        let doctor = try await leadline(["doctor", "--json"], in: environment)
        let second = try PseudoTerminal([], in: environment, columns: 160, rows: 40)

        #expect(sync.code == ExitStatus.tryLater.rawValue && sync.errors.contains(name))
        #expect(send.code == ExitStatus.tryLater.rawValue && send.errors.contains(name))
        #expect(doctor.lines.contains { $0.contains("engine.stopped") && $0.contains(name) })
        #expect(try await second.shows(name))
        sitting.terminal.signal(SIGCONT)
        #expect(try await second.shows("another Leadline is connected"))
        #expect(
            try await leadline(["doctor", "--json"], in: environment).lines.allSatisfy { !$0.contains("engine.s") })
    }

    @Test("A command that Ctrl-Z stopped leaves the engine to others, and takes it again")
    func command() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        let watch = try await BackgroundRun(["watch"], in: twilio.environment)
        func holder() async throws -> Int32 { try await leadline(["sync"], in: twilio.environment).code }
        while try await holder() == 0 { try await Task.sleep(for: .milliseconds(50)) }

        watch.signal(SIGTSTP)
        var code: Int32 = 1
        for _ in 0..<100 where code != 0 { code = try await holder() }
        #expect(code == 0)

        watch.signal(SIGCONT)
        for _ in 0..<100 where code == 0 {
            code = try await holder()
            try await Task.sleep(for: .milliseconds(50))
        }
        watch.signal(SIGTERM)
        _ = try await watch.end()
        #expect(code == ExitStatus.tryLater.rawValue)
    }

    @Test("An inbox that Ctrl-Z stopped leaves the engine to others, and goes on when the shell lets it")
    func byKey() async throws {
        let shell = #"set -m; "$0" "$@"; echo "the shell is back"; read line; fg; echo "ended with $?""#
        let sitting = try await Sitting(script: shell)
        #expect(try await sitting.terminal.shows("live"))

        sitting.terminal.type("\u{1A}")
        #expect(try await sitting.terminal.shows("the shell is back"))
        let sync = try await leadline(["sync"], in: sitting.twilio.environment)
        let send = try await leadline(["send", Sitting.asker, "Yes it is"], in: sitting.twilio.environment)
        sitting.terminal.type("\n")

        #expect(sync.code == 0)
        #expect(send.code == 0)
        #expect(try await sitting.terminal.shows("Yes it is"))
        #expect(try await sitting.terminal.shows("live"))
        sitting.terminal.type("q")
        #expect(try await sitting.terminal.end() == 0)
    }
}
