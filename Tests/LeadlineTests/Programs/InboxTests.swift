import Foundation
import Glibc
import LocalStore
import Testing

@testable import leadline

@Suite(.serialized) struct DemoTests {
    @Test("The demo opens, says DEMO, looks at no account of one's own, and leaves nothing behind")
    func demo() async throws {
        let home = try Home()
        let tempting = home.environment.merging([
            "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "0123456789abcdef0123456789abcdef",
            "TWILIO_PHONE_NUMBER": "+15550100100", "TWILIO_API_URL": "http://127.0.0.1:9",
            "LEADLINE_SERVER": "https://crm.example", "LEADLINE_TOKEN": "secret",
        ]) { $1 }
        let terminal = try PseudoTerminal(["demo", "--leads", "20", "--messages", "80"], in: tempting)

        #expect(try await terminal.shows("DEMO"))
        #expect(try home.entries("leadline-demo").count == 1)
        terminal.type("q")

        #expect(try await terminal.end() == 0)
        #expect(try home.entries("leadline-demo").isEmpty)
        #expect(try home.entries(".local").isEmpty && home.entries(".config").isEmpty)
        #expect(!String(decoding: terminal.written, as: UTF8.self).contains("89abcdef"))
    }

    @Test("The demo looks and behaves as its person likes it, without a look at the account")
    func likes() async throws {
        let home = try Home()
        let settings = """
            [profile.shop]
            account_sid = "nonsense"
            auth_token_command = "touch \(home.path)/ran"
            theme = "mine"
            history_days = 1
            keys = { done = "D" }
            """
        try home.write(settings, to: ".config/leadline/config.toml")
        try home.write("background = \"dark\"\n[roles]\n", to: ".config/leadline/themes/mine.toml")
        let folder = home.path + "/.config/leadline"
        try #require(chmod(folder, 0o700) == 0)
        let terminal = try PseudoTerminal(["demo", "--leads", "20", "--messages", "80"], in: home.environment)

        #expect(try await terminal.shows("DEMO"))
        try await terminal.settle()
        terminal.type(":theme m")
        #expect(try await terminal.shows("theme mine"))
        terminal.type("\u{3}")
        try await terminal.settle()
        terminal.type("?mark the lead done")
        #expect(try await terminal.shows("D ", "Mark the lead done"))
        terminal.type("\u{3}")
        try await terminal.settle()
        terminal.type("q")

        #expect(try await terminal.end() == 0)
        #expect(try home.entries("ran").isEmpty)
        #expect(try String(contentsOfFile: folder + "/config.toml", encoding: .utf8) == settings)
    }

    @Test("Settings that cannot be read keep no demo shut, and are told of")
    func brokenSettings() async throws {
        let home = try Home()
        try home.write("[profile.shop]\nundo_seconds = \"many\"\n", to: ".config/leadline/config.toml")
        try #require(chmod(home.path + "/.config/leadline", 0o700) == 0)
        let terminal = try PseudoTerminal(
            ["demo", "--leads", "20", "--messages", "80"], in: home.environment, columns: 220)

        #expect(try await terminal.shows("undo_seconds"))
        #expect(try await terminal.shows("DEMO"))
        terminal.type("q")
        #expect(try await terminal.end() == 0)
    }

    @Test("A terminal that is hung up ends the demo, and its simulator and folder with it")
    func hangUp() async throws {
        let home = try Home()
        let terminal = try PseudoTerminal(["demo", "--leads", "20", "--messages", "80"], in: home.environment)
        #expect(try await terminal.shows("DEMO"))

        terminal.signal(SIGHUP)

        #expect(try await terminal.end() == 0)
        #expect(try home.entries("leadline-demo").isEmpty)
    }

    @Test("A demo that is killed leaves nothing behind either")
    func killed() async throws {
        let home = try Home()
        let terminal = try PseudoTerminal(["demo", "--leads", "20", "--messages", "80"], in: home.environment)
        #expect(try await terminal.shows("DEMO"))

        terminal.signal(SIGKILL)

        #expect(try await terminal.end() == 128 + SIGKILL)
        for _ in 0..<100 where try !home.entries("leadline-demo").isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try home.entries("leadline-demo").isEmpty)
    }

    @Test("Without a terminal the demo says what it needs")
    func withoutTerminal() async throws {
        let home = try Home()

        let outcome = try await leadline(["demo"], in: home.environment)

        #expect(outcome.code == ExitStatus.failure.rawValue)
        #expect(outcome.errors.contains("needs a terminal"))
    }
}

@Suite(.serialized) struct InboxSessionTests {
    @Test("A reply typed in the inbox is delivered, and a send beside the open screen appears there")
    func replyAndSendBeside() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        _ = try await leadline(["sync"], in: twilio.environment)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        let terminal = try PseudoTerminal([], in: twilio.environment, columns: 160, rows: 40)

        #expect(try await terminal.shows("(202) 555-0188"))
        terminal.type("gg")
        #expect(try await terminal.shows("←", "Is it still there?"))
        terminal.type("r")
        #expect(try await terminal.shows("To (202) 555-0188"))
        terminal.type("Yes it is")
        try await terminal.enterAndLeave()
        terminal.type("gs")
        #expect(try await terminal.shows("Yes it is", "✓✓"))
        let beside = try await leadline(
            ["send", "+12025550188", "Beside the screen", "--json"], in: twilio.environment)
        #expect(beside.code == 0)
        #expect(try await terminal.shows("→", "Beside the screen"))
        terminal.type("q")

        #expect(try await terminal.end() == 0)
    }

    /// Opens the inbox on a lead who has written, replies while Twilio puts everything off, and presses `q`.
    private func quitWithWaitingReply(_ twilio: Simulator) async throws -> PseudoTerminal {
        let terminal = try await holdReply(
            twilio, under: ["kind": "rate_limited", "method": "POST", "retry_after": "600", "count": 1000])
        terminal.type("gs")
        #expect(try await terminal.shows("waiting to go"))
        terminal.type("q")
        #expect(try await terminal.shows("back to draft and quit"))
        // The question hears nothing in its first moments, when keys may have been meant for something else.
        try await Task.sleep(for: .milliseconds(700))
        return terminal
    }

    @Test("Back to draft and quit takes back what waits for Twilio as well")
    func waitingBackToDraft() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let terminal = try await quitWithWaitingReply(twilio)

        terminal.type("d")

        #expect(try await terminal.end() == 0)
        let drafts = try await leadline(["leads", "is:draft", "--json"], in: twilio.environment)
        #expect(drafts.lines.count == 1)
        let shown = try await leadline(["show", "+12025550188"], in: twilio.environment)
        #expect(!shown.output.contains("Yes it is"))
    }

    /// Opens the inbox on a lead who has written, under the fault, with a reply that is held.
    private func holdReply(_ twilio: Simulator, under fault: [String: any Sendable]) async throws -> PseudoTerminal {
        try twilio.takeTime()
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        _ = try await leadline(["sync"], in: twilio.environment)
        try await twilio.command("__fault", fault)
        let terminal = try PseudoTerminal([], in: twilio.environment, columns: 160, rows: 40)
        #expect(try await terminal.shows("←", "Is it still there?"))
        terminal.type("r")
        #expect(try await terminal.shows("Enter send"))
        terminal.type("Yes it is")
        try await terminal.enterAndLeave()
        return terminal
    }

    @Test("Send now and quit says that nobody knows yet whether a reply left")
    func sendNowUnknown() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let terminal = try await holdReply(twilio, under: ["kind": "no_answer", "method": "POST", "count": 1])
        terminal.type("q")
        #expect(try await terminal.shows("back to draft and quit"))
        try await Task.sleep(for: .milliseconds(700))

        terminal.type("s")

        #expect(try await terminal.end() == ExitStatus.outcomeUnknown.rawValue)
        #expect(String(decoding: terminal.written, as: UTF8.self).contains("Nobody knows yet whether a message left"))
    }

    @Test("A theme that was chosen stays chosen, however the program ends")
    func themeStays() async throws {
        let sitting = try await Sitting()
        sitting.terminal.type(":theme light\r")
        #expect(try await eventually { try sitting.store().viewState()?.contains("light") == true })

        sitting.terminal.signal(SIGKILL)

        #expect(try await sitting.terminal.end() == 128 + SIGKILL)
        let again = try await Sitting(at: sitting.twilio)
        again.terminal.type("q")
        #expect(try await again.terminal.end() == 0)
        #expect(try again.store().viewState()?.contains("light") == true)
    }

    @Test("Back to draft and quit waits for the reply that is leaving already")
    func leavingBesideDraft() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let fault: [String: any Sendable] = ["kind": "slow", "method": "POST", "delay_ms": 9000, "count": 1]
        let terminal = try await holdReply(twilio, under: fault)
        terminal.type("gs")
        #expect(try await terminal.shows("sending"))
        terminal.type("r")
        #expect(try await terminal.shows("Enter send"))
        terminal.type("And cheap")
        try await terminal.enterAndLeave()
        terminal.type("q")
        #expect(try await terminal.shows("back to draft and quit"))
        try await Task.sleep(for: .milliseconds(700))

        try await terminal.answer("d", to: "back to draft and quit")

        #expect(try await terminal.end() == 0)
        let shown = try await leadline(["show", "+12025550188", "--json"], in: twilio.environment)
        let states = shown.lines.filter { $0.contains("\"outbound\"") }
        #expect(states.count == 1 && states[0].contains("Yes it is") && states[0].contains("\"submitted\""))
    }

    @Test("Send now and quit says what has not left, and where it is")
    func sendNowInVain() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let terminal = try await quitWithWaitingReply(twilio)

        terminal.type("s")

        #expect(try await terminal.end() == ExitStatus.tryLater.rawValue)
        #expect(String(decoding: terminal.written, as: UTF8.self).contains("One message has not left"))
    }

    /// Opens the inbox on a lead who sent a picture, and the list of what is attached.
    private func pictureList(_ twilio: Simulator) async throws -> PseudoTerminal {
        let terminal = try PseudoTerminal([], in: twilio.environment, columns: 160, rows: 40)
        #expect(try await terminal.shows("←", "Look at this"))
        terminal.type("gm")
        #expect(try await terminal.shows("image/png"))
        return terminal
    }

    @Test("In an empty home a picture is fetched and saved, beside an open inbox too", arguments: [false, true])
    func picture(isBeside: Bool) async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let picture: [String: any Sendable] = [
            "from": "+12025550188", "body": "Look at this", "media": ["image/png"],
        ]
        try await twilio.command("__inbound", picture)
        var first: PseudoTerminal?
        if isBeside {
            first = try PseudoTerminal([], in: twilio.environment, columns: 160, rows: 40)
            #expect(try await first?.shows("←", "Look at this") == true)
        }

        let terminal = try await pictureList(twilio)
        terminal.type("s")

        #expect(try await terminal.shows("Saved", "leadline-A"))
        let saved = try FileManager.default.contentsOfDirectory(atPath: twilio.home.path + "/Downloads")
        #expect(saved.count == 1 && saved[0].hasSuffix(".png"))
        withExtendedLifetime(first) {}
    }

    @Test("Of a picture that is gone from Twilio the inbox says so")
    func lostPicture() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let picture: [String: any Sendable] = [
            "from": "+12025550188", "body": "Look at this", "media": ["image/png"],
        ]
        try await twilio.command("__inbound", picture)
        let terminal = try await pictureList(twilio)
        try await twilio.command(
            "__fault", ["kind": "error_before", "method": "GET", "path": "/Media/", "status": 404, "count": 10])

        terminal.type("s")

        #expect(try await terminal.shows("The attachment cannot be fetched", "not there any longer"))
    }

    @Test("A draft survives the terminal's end")
    func draftSurvives() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        _ = try await leadline(["sync"], in: twilio.environment)
        let terminal = try PseudoTerminal([], in: twilio.environment, columns: 160, rows: 40)
        #expect(try await terminal.shows("←", "Is it still there?"))
        terminal.type("r")
        #expect(try await terminal.shows("Enter send"))
        terminal.type("half a thought")
        #expect(try await terminal.shows("half a thought"))
        terminal.signal(SIGHUP)
        #expect(try await terminal.end(seconds: 35) == 0)

        let drafts = try await leadline(["leads", "is:draft", "--json"], in: twilio.environment)

        #expect(drafts.lines.count == 1)
    }

    @Test("An unknown terminal gets the inbox all the same, a dumb one its text form")
    func otherTerminals() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        _ = try await leadline(["sync"], in: twilio.environment)
        var environment = twilio.environment

        environment["TERM"] = "xterm-ghostty-of-tomorrow"
        let unknown = try PseudoTerminal([], in: environment)
        #expect(try await unknown.shows("☎"))
        unknown.type("q")
        #expect(try await unknown.end() == 0)

        environment["TERM"] = "dumb"
        let dumb = try PseudoTerminal([], in: environment)
        #expect(try await dumb.end() == 0)
        #expect(dumb.written.contains(83) && !dumb.written.contains(27))
    }

    @Test("A theme that does not exist is told of, and the inbox opens all the same; the doctor tells of it too")
    func missingTheme() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        try twilio.home.write("[profile.env]\ntheme = \"drak\"\n", to: ".config/leadline/config.toml")

        let terminal = try PseudoTerminal([], in: twilio.environment, columns: 160)
        let opens = try await terminal.shows("There is no theme \"drak\". Did you mean \"dark\"?")
        terminal.type("q")
        let doctor = try await leadline(["doctor", "--json"], in: twilio.environment)

        #expect(opens)
        #expect(try await terminal.end() == 0)
        let finding = try #require(doctor.lines.first { $0.contains("settings.theme") })
        #expect(finding.contains("config.toml:2") && finding.contains("warning"))
    }

    @Test("Without a terminal the leads are printed as text")
    func piped() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        _ = try await leadline(["sync"], in: twilio.environment)

        let outcome = try await leadline([], in: twilio.environment)

        #expect(outcome.code == 0)
        #expect(outcome.lines.count >= 3)
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("The first start without settings asks for an account and checks it")
    func firstStart() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let environment = twilio.home.environment.merging(["TWILIO_API_URL": twilio.greeting.base]) { $1 }
        let terminal = try PseudoTerminal([], in: environment)

        #expect(try await terminal.shows("Account SID"))
        terminal.type(twilio.greeting.accountSID + "\n")
        #expect(try await terminal.shows("Auth token"))
        terminal.type(String(repeating: "0", count: 32) + "\n")
        #expect(try await terminal.shows { $0.count { $0.contains("Account SID") } == 2 })
        terminal.type(twilio.greeting.accountSID + "\n")
        #expect(try await terminal.shows { $0.count { $0.contains("Auth token") } == 2 })
        terminal.type(twilio.greeting.authToken + "\n")
        #expect(try await terminal.shows("Which one answers?"))
        terminal.type("\n")
        #expect(try await terminal.shows("Balance"))
        #expect(try await terminal.shows("A name for this profile"))
        terminal.type("\n")
        #expect(try await terminal.shows("☎"))
        terminal.type("q")

        #expect(try await terminal.end() == 0)
        let settings = twilio.home.path + "/.config/leadline/config.toml"
        let mode = try FileManager.default.attributesOfItem(atPath: settings)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
