import Foundation
import Glibc
import LocalStore
import Testing

@testable import leadline

@Suite(.serialized) struct FullDiskTests {
    @Test("What cannot be printed as a whole is a failure that says what to do")
    func fullOutput() async throws {
        let twilio = try await Simulator(leads: 4, messages: 12)
        _ = try await leadline(["sync"], in: twilio.environment)

        for arguments in [["export"], ["export", "--json"], ["leads"], ["keys"], ["segments", "hello"]] {
            let outcome = try await leadline(
                arguments, in: twilio.environment, script: #"exec "$0" "$@" > /dev/full"#)

            #expect(outcome.code == ExitStatus.tryLater.rawValue, "\(arguments)")
            #expect(outcome.errors.contains("Standard output cannot be written as a whole"))
            #expect(outcome.errors.contains("Make room"))
        }
    }

    @Test("A message that was handed over counts as handed over, even where it cannot be printed")
    func fullOutputOfSend() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)

        let outcome = try await leadline(
            ["send", "+12025550123", "Hello"], in: twilio.environment, script: #"exec "$0" "$@" > /dev/full"#)

        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("Standard output cannot be written as a whole"))
    }

    @Test("A message that was handed over counts as handed over, even where nobody reads what is printed")
    func unreadOutputOfSend() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)

        let outcome = try await leadline(
            ["send", "+12025550123", "Hello"], in: twilio.environment,
            script: #"{ "$0" "$@"; echo "ended with $?" >&2; } | exec true"#)

        #expect(outcome.errors.contains("ended with 0"))
        #expect(outcome.errors.contains("Whatever read it has ended."))
    }

    @Test("Output that does not wait by itself is written as a whole all the same")
    func impatientOutput() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let (reading, writing) = (ends[0], ends[1])
        defer { close(reading) }
        let sent = [UInt8](repeating: 65, count: 1 << 20)

        async let written: Void = offThread {
            defer { close(writing) }
            try Output.write(sent, to: writing, as: "The pipe")
        }
        let taken = try await offThread {
            var taken = 0
            var piece = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(reading, &piece, piece.count)
                if count == 0 { return taken }
                if count > 0 { taken += count } else { usleep(1000) }
            }
        }
        try await written

        #expect(taken == sent.count)
    }

    @Test("Settings that cannot be written leave the old ones as they are")
    func fullSettings() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let before = "default_profile = \"old\"\n[profile.old]\naccount_sid = \"\(accountSID)\"\n"
        try twilio.home.write(before, to: ".config/leadline/config.toml")
        let environment = twilio.home.environment.merging(["TWILIO_API_URL": twilio.greeting.base]) { $1 }
        let terminal = try PseudoTerminal(["setup"], in: environment, script: #"ulimit -f 0; exec "$0" "$@""#)

        #expect(try await terminal.shows("Account SID"))
        terminal.type(twilio.greeting.accountSID + "\n")
        #expect(try await terminal.shows("Auth token"))
        terminal.type(twilio.greeting.authToken + "\n")
        #expect(try await terminal.shows("Which one answers?"))
        terminal.type("\n")
        #expect(try await terminal.shows("A name for this profile"))
        terminal.type("\n")

        #expect(try await terminal.end() == ExitStatus.tryLater.rawValue)
        let told = String(decoding: terminal.written, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(told.contains("config.toml.new cannot be written as a whole") && told.contains("Make room"))
        let folder = twilio.home.path + "/.config/leadline"
        #expect(try String(contentsOfFile: folder + "/config.toml", encoding: .utf8) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["config.toml"])
    }

    @Test("On a disk that is full before the start, what is there can still be read, and nothing is written by halves")
    func fullAtTheStart() async throws {
        let twilio = try await Sitting.account()
        let full = #"ulimit -S -f 0; exec "$0" "$@""#
        let asker = Sitting.asker
        for arguments in [["leads", "--json"], ["show", asker, "--json"], ["search", "still", "--json"]] {
            let before = try await leadline(arguments, in: twilio.environment)
            let read = try await leadline(arguments, in: twilio.environment, script: full)

            #expect(read.code == 0 && read.output == before.output && !before.output.isEmpty, "\(arguments)")
        }
        let before = try await leadline(["leads", "--json"], in: twilio.environment)

        let done = try await leadline(["do", "done", asker], in: twilio.environment, script: full)
        let sent = try await leadline(["send", asker, "Hello"], in: twilio.environment, script: full)

        #expect(done.code == ExitStatus.tryLater.rawValue && done.errors.contains("The disk is full"))
        #expect(sent.code == ExitStatus.failure.rawValue && sent.errors.contains("Nothing was kept"))
        #expect(try await leadline(["leads", "--json"], in: twilio.environment).output == before.output)
    }

    @Test(
        "On a disk that is full the screen opens on what is there, and what was written meanwhile leaves once there is room"
    )
    func fullScreen() async throws {
        let account = try await Sitting.account()
        try account.takeTime()
        // Too little for the memory that connections share, and enough for a picture of the screen.
        let sitting = try await Sitting(at: account, script: #"ulimit -S -f 63; exec "$0" "$@""#)
        let terminal = sitting.terminal
        #expect(try await terminal.shows("The disk is full"))
        try await terminal.settle()
        // What is wrong stands where the keys of the composer would be told.
        terminal.type("ggr")
        try await terminal.settle()
        terminal.type("Gladly")
        #expect(try await terminal.shows("Gladly"))
        try await terminal.settle()
        terminal.type("\r")
        #expect(try await terminal.shows("being written down still"))

        let room = try await run(
            "/usr/bin/prlimit", ["--pid", "\(terminal.child)", "--fsize=unlimited"], in: account.environment)
        try #require(room.code == 0)

        #expect(try await terminal.shows("held 60 s"))
        // Others have the mirror again as well.
        #expect(try sitting.store().openOutbox().map(\.body) == ["Gladly"])
    }

    @Test("A new file is never put in the place of another")
    func newFile() throws {
        let home = try Home()
        let path = home.path + "/message.txt"

        #expect(try NewFile.write(Array("first".utf8), to: path))
        #expect(try !NewFile.write(Array("second".utf8), to: path))

        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
        #expect(throws: Complaint.self) { try NewFile.write([1], to: home.path + "/no/folder") }
    }

    @Test("A device that is full is a complaint of that name")
    func fullDevice() throws {
        let device = open("/dev/full", O_WRONLY)
        defer { close(device) }

        #expect(throws: Complaint(unwritable: "The text", ENOSPC)) {
            try Output.write([1, 2, 3], to: device, as: "The text")
        }
    }
}
