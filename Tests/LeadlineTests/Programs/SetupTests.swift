import Foundation
import Glibc
import Testing

@testable import leadline

@Suite(.serialized) struct SetupTests {
    /// Answers everything up to the profile's name as a person would.
    private static func answer(_ terminal: PseudoTerminal, _ twilio: Simulator) async throws {
        #expect(try await terminal.shows("Account SID"))
        terminal.type(twilio.greeting.accountSID + "\n")
        #expect(try await terminal.shows("Auth token"))
        terminal.type(twilio.greeting.authToken + "\n")
        #expect(try await terminal.shows("Which one answers?"))
        terminal.type("-9223372036854775808\n")
        #expect(try await terminal.shows("Type its place in the list."))
        terminal.type("\n")
    }

    @Test("Whoever is interrupted at the hidden question leaves the terminal as it was", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let environment = twilio.home.environment.merging(["TWILIO_API_URL": twilio.greeting.base]) { $1 }
        let terminal = try PseudoTerminal(["setup"], in: environment)
        #expect(try await terminal.shows("Account SID"))
        terminal.type(twilio.greeting.accountSID + "\n")
        #expect(try await terminal.shows("Auth token"))
        #expect(terminal.settings != terminal.found)

        if signal == SIGINT { terminal.type("\u{3}") } else { terminal.signal(signal) }

        #expect(try await terminal.end() == 128 + signal)
        #expect(terminal.settings == terminal.found)
        #expect(try twilio.home.entries(".config").isEmpty)
    }

    @Test("A profile is added to the file that was named, beside the names that stand there")
    func otherFile() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2, ["--trial"])
        let environment = twilio.home.environment.merging(["TWILIO_API_URL": twilio.greeting.base]) { $1 }
        let profile = "account_sid = \"\(accountSID)\"\nauth_token = \"x\"\nphone_number = \"+15550100100\"\n"
        try twilio.home.write("[profile.main]\n" + profile, to: "other.toml")
        let file = twilio.home.path + "/other.toml"

        let terminal = try PseudoTerminal(["setup", "--config", file], in: environment, columns: 300)
        try await Self.answer(terminal, twilio)
        #expect(try await terminal.shows("This is a trial account"))
        #expect(try await terminal.shows("A name for this profile [second]:"))
        terminal.type("main\n")
        #expect(try await terminal.shows("There is a profile of that name already."))
        terminal.type("\n")
        #expect(try await terminal.shows("--profile second"))

        #expect(try await terminal.end() == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix("default_profile = \"main\"\n[profile.main]\n\(profile)"))
        #expect(text.contains("\n[profile.second]\n"))
        #expect(try twilio.home.entries(".config").isEmpty)
    }
}
