import Foundation
import Glibc
import LocalStore
import Testing

@testable import leadline

/// Folders in which nothing can be written. Root may write wherever rights forbid it, so there the folders are mounted
/// read-only, for the program alone; other users take the right from themselves.
private enum ReadOnly {
    static let canTry = getuid() != 0 || system("unshare -m true 2> /dev/null") == 0

    /// What a shell does to run a program that cannot write in these folders of its home.
    static func script(_ folders: [String]) -> String {
        let names = folders.map { "\"$HOME/\($0)\"" }.joined(separator: " ")
        guard getuid() == 0 else {
            return #"for f in \#(names); do chmod u-w "$f"; done; "$0" "$@"; s=$?; "#
                + #"for f in \#(names); do chmod u+w "$f"; done; exit $s"#
        }
        let mounts = #"for f in \#(names); do mount --bind "$f" "$f"; mount -o remount,bind,ro "$f"; done"#
        return #"exec unshare -m /bin/sh -c '\#(mounts); exec "$0" "$@"' "$0" "$@""#
    }

    /// Lets a program that was started so write in the folder again.
    static func end(_ folder: String, of program: pid_t, in home: Home) async throws {
        let path = "\(home.path)/\(folder)"
        let mount = ["/usr/bin/nsenter", "-t", "\(program)", "-m", "mount", "-o", "remount,bind,rw", path]
        let words = getuid() == 0 ? mount : ["/bin/chmod", "u+w", path]
        let outcome = try await run(words[0], Array(words.dropFirst()), in: home.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
    }
}

@Suite(.serialized, .enabled(if: ReadOnly.canTry, "nobody here may mount a folder, and root needs no right"))
struct ReadOnlyTests {
    private static let data = ".local/share/leadline"
    private static let state = ".local/state/leadline"
    private static let config = ".config/leadline"

    private func account() async throws -> Simulator {
        let account = try await Sitting.account()
        for folder in [Self.state, Self.config] {
            try FileManager.default.createDirectory(
                atPath: "\(account.home.path)/\(folder)", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        return account
    }

    private func words(_ terminal: PseudoTerminal) -> String {
        String(decoding: terminal.written, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    @Test("Where nothing can be written in the data folder, what is there can be read, folded away or not")
    func reading() async throws {
        let twilio = try await account()
        for isFolded in [true, false] {
            let other = isFolded ? nil : try twilio.store()
            let asker = Sitting.asker
            let reads = [["leads", "--json"], ["show", asker, "--json"], ["search", "still", "--json"], ["export"]]
            for arguments in reads {
                let before = try await leadline(arguments, in: twilio.environment)
                let read = try await leadline(arguments, in: twilio.environment, script: ReadOnly.script([Self.data]))

                #expect(read.code == 0 && read.output == before.output && !before.output.isEmpty, "\(arguments)")
                #expect(read.errors.isEmpty)
            }
            withExtendedLifetime(other) {}
        }
    }

    @Test("Where nothing can be written in the data folder, what cannot be done names it, and nothing is kept")
    func refusing() async throws {
        let twilio = try await account()
        let before = try await leadline(["leads", "--json"], in: twilio.environment)

        let asker = Sitting.asker
        for arguments in [["send", asker, "Hello"], ["sync"], ["do", "done", asker], ["do", "name", asker, "Ana"]] {
            let outcome = try await leadline(arguments, in: twilio.environment, script: ReadOnly.script([Self.data]))

            #expect(outcome.code == ExitStatus.failure.rawValue, "\(arguments)")
            #expect(outcome.errors.contains("Nothing can be written in the folder \(twilio.home.path)/\(Self.data)"))
            #expect(outcome.errors.contains("Nothing was kept") == (arguments[0] == "send"))
        }
        #expect(try await leadline(["leads", "--json"], in: twilio.environment).output == before.output)
        #expect(try twilio.store().openOutbox().isEmpty)
    }

    @Test("A first start where nothing can be written names the folder that cannot be made")
    func first() async throws {
        let home = try Home()
        try home.write("", to: ".local/share/other")
        let account = [
            "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "0123456789abcdef",
            "TWILIO_PHONE_NUMBER": "+15550100100", "TWILIO_API_URL": "http://127.0.0.1:9",
        ]

        for command in [["leads"], ["sync"], ["send", "+12025550123", "x"]] {
            let outcome = try await leadline(
                command, in: home.environment.merging(account) { $1 }, script: ReadOnly.script([".local/share"]))

            #expect(outcome.code == ExitStatus.failure.rawValue, "\(command)")
            #expect(outcome.errors.contains("The folder \(home.path)/\(Self.data) cannot be made"))
            #expect(outcome.errors.contains(Folders.howToWrite))
        }
    }

    @Test("The screen opens on what is there; a text that can be kept nowhere is told to the end and counted as lost")
    func screen() async throws {
        let twilio = try await account()
        let sitting = try await Sitting(at: twilio, script: ReadOnly.script([Self.data, Self.state]))
        let terminal = sitting.terminal
        #expect(try await terminal.shows("Nothing can be written in the folder"))
        terminal.type("ggr")
        try await terminal.settle()
        terminal.type("Gladly")
        #expect(try await terminal.shows("Gladly"))
        try await terminal.settle()
        terminal.type("\r")
        #expect(try await terminal.shows("being written down still"))
        terminal.signal(SIGTERM)

        _ = try await terminal.end()
        #expect(try twilio.store().openOutbox().isEmpty)
    }

    @Test("Once the folder can be written to, an open inbox writes down what was handed over, and goes on")
    func again() async throws {
        let twilio = try await account()
        try twilio.takeTime()
        let sitting = try await Sitting(at: twilio, script: ReadOnly.script([Self.data]))
        let terminal = sitting.terminal
        #expect(try await terminal.shows("Nothing can be written in the folder"))
        terminal.type("ggr")
        try await terminal.settle()
        terminal.type("Gladly")
        #expect(try await terminal.shows("Gladly"))
        try await terminal.settle()
        terminal.type("\r")
        #expect(try await terminal.shows("being written down still"))

        try await ReadOnly.end(Self.data, of: terminal.child, in: twilio.home)

        #expect(try await terminal.shows("held 60 s"))
        #expect(try sitting.store().openOutbox().map(\.body) == ["Gladly"])
    }

    @Test("Without a state folder to write in, the inbox works, sends and ends as ever")
    func stateFolder() async throws {
        let twilio = try await account()
        let sent = try await leadline(
            ["send", Sitting.asker, "Hello"], in: twilio.environment,
            script: ReadOnly.script([Self.state, Self.config]))

        #expect(sent.code == 0)
        let sitting = try await Sitting(at: twilio, script: ReadOnly.script([Self.state, Self.config]))
        sitting.terminal.type("q")
        #expect(try await sitting.terminal.end() == 0)
    }

    @Test("Setup asks nothing where the settings cannot be written down")
    func settingsFolder() async throws {
        let twilio = try await account()
        let terminal = try PseudoTerminal(
            ["setup"], in: twilio.home.environment, script: ReadOnly.script([Self.config]))

        #expect(try await terminal.end() == ExitStatus.failure.rawValue)
        #expect(words(terminal).contains("Nothing can be written in the folder \(twilio.home.path)/\(Self.config)"))
        #expect(!words(terminal).contains("Account SID"))
    }
}
