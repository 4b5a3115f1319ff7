import Foundation
import LocalStore
import Messaging
import Testing

@testable import leadline

@Suite struct CommandsWithoutSettingsTests {
    @Test("A text's segments and a number's form need no settings")
    func withoutSettings() async throws {
        let home = try Home()

        let segments = try await leadline(["segments", "--json", "It’s"], in: home.environment)
        let number = try await leadline(["format", "(11) 99988-7766", "--region", "BR"], in: home.environment)
        let piped = try await leadline(["segments", "--json", "-"], in: home.environment, input: "hi\n")

        #expect(try segments.object()["encoding"] as? String == "UCS-2")
        #expect(try segments.object()["segments"] as? Int == 1)
        #expect(number.output == "+5511999887766\n")
        #expect(try piped.object()["units"] as? Int == 2)
    }

    @Test("The mark that programs put before UTF-8 is no text, and a text that nobody can see is none")
    func markedText() async throws {
        let home = try Home()
        let account = home.environment.merging([
            "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "x", "TWILIO_PHONE_NUMBER": "+15550100100",
            "TWILIO_API_URL": "http://127.0.0.1:9",
        ]) { $1 }

        let marked = try await leadline(["segments", "--json", "-"], in: home.environment, input: "\u{FEFF}hi\n")
        #expect(try marked.object()["encoding"] as? String == "GSM-7")
        #expect(try marked.object()["units"] as? Int == 2)
        for text in ["\u{FEFF}", "\u{FEFF}\n", "\u{200B}", " \u{2800}", "\u{3164}"] {
            let sent = try await leadline(["send", "+12025550123", "-"], in: account, input: text)
            #expect(sent.code == 64 && sent.errors.contains("neither a text"))
        }
    }

    @Test("What stands beside a number is told, and an extension or a second number is refused in words")
    func besideNumbers() async throws {
        let home = try Home()

        let named = try await leadline(["format", "+49 30 23125 012 (Max)", "--json"], in: home.environment)
        let longer = try await leadline(["format", "+1 212 555 0132 ext. 12"], in: home.environment)
        let double = try await leadline(["format", "+12125550132/+12125550133"], in: home.environment)
        let other = try await leadline(["format", "+54 11 15 2345-6789"], in: home.environment)

        #expect(try named.object()["number"] as? String == "+493023125012")
        #expect(try named.object()["name"] as? String == "Max")
        #expect(longer.code == 4 && longer.errors.contains("extension"))
        #expect(double.code == 4 && double.errors.contains("more than one number"))
        #expect(other.output == "+54111523456789\n" && other.errors.contains("+5491123456789"))
    }

    @Test("The profile may be named with every command, before it and after it")
    func profileEverywhere() async throws {
        let home = try Home()

        for command in [["segments", "x"], ["demo"], ["setup"]] {
            let before = try await leadline(["--profile", "shop"] + command, in: home.environment)
            let after = try await leadline(command + ["--profile", "shop"], in: home.environment)

            #expect(before.code != 64 && after.code == before.code, "\(command)")
        }
    }

    @Test("What needs an account says that there is none, and what to do")
    func noAccount() async throws {
        let home = try Home()

        for command in ["leads", "sync", "cost", "export"] {
            let outcome = try await leadline([command], in: home.environment)

            #expect(outcome.code == ExitStatus.settings.rawValue)
            #expect(outcome.errors.contains("Twilio credentials not configured"))
            #expect(outcome.errors.contains("leadline setup"))
        }
    }

    @Test("Wrong usage ends with 64", arguments: [["leeds"], ["show"], ["send"], ["leads", "--sort", "colour"]])
    func wrongUsage(arguments: [String]) async throws {
        let home = try Home()

        #expect(try await leadline(arguments, in: home.environment).code == 64)
    }

    @Test(
        "A number that is out of range is refused in a sentence that names the option",
        arguments: [
            ["leads", "--limit=-1"], ["leads", "--limit", "0"], ["show", "L1", "--limit", "\(Int.max)"],
            ["search", "x", "--limit", "0"], ["send", "L1", "x", "--timeout", "0"], ["demo", "--leads=-5"],
            ["demo", "--messages", "0"],
        ])
    func absurdNumbers(arguments: [String]) async throws {
        let home = try Home()

        let outcome = try await leadline(arguments, in: home.environment)

        let option = try #require(arguments.first { $0.hasPrefix("--") }?.prefix { $0 != "=" })
        #expect(outcome.code == 64)
        #expect(outcome.errors.contains("\(option) takes a whole number from 1 to"))
    }

    @Test("A settings file that others can read is refused when it holds a secret")
    func readableSecret() async throws {
        let home = try Home()
        let text = """
            [profile.shop]
            account_sid = "\(accountSID)"
            auth_token = "0123456789abcdef"
            phone_number = "+15550100100"
            """
        try home.write(text, to: ".config/leadline/config.toml", mode: 0o644)

        let refused = try await leadline(["leads"], in: home.environment)
        try home.write(text, to: "other.toml")
        let taken = try await leadline(["--config", home.path + "/other.toml", "leads"], in: home.environment)

        #expect(refused.code == ExitStatus.settings.rawValue)
        #expect(refused.errors.contains("config.toml:3") && refused.errors.contains("chmod 600"))
        #expect(taken.code == 0)
    }

    @Test("Where no token opens the server, the variable that is missing is named")
    func serverProfile() async throws {
        let home = try Home()
        let environment = home.environment.merging(["LEADLINE_SERVER": "https://crm.example"]) { $1 }

        let outcome = try await leadline(["leads"], in: environment)

        #expect(outcome.code == ExitStatus.settings.rawValue)
        #expect(outcome.errors.contains("LEADLINE_TOKEN is not"))
    }

    @Test("A text for a server that cannot be reached waits in the outbox, and send ends with 3")
    func serverAway() async throws {
        let home = try Home()
        let server = ["LEADLINE_SERVER": "unix:/nowhere", "LEADLINE_TOKEN": "x"]
        let environment = home.environment.merging(server) { $1 }

        let outcome = try await leadline(["send", "+15550100100", "hello"], in: environment)
        let shown = try await leadline(["show", "+15550100100", "--json"], in: environment)

        #expect(outcome.code == ExitStatus.tryLater.rawValue, "\(outcome.errors)")
        #expect(try shown.object()["send_state"] as? String == "pending")
    }
}

@Suite(.serialized) struct CommandsAtTwilioTests {
    @Test("One pass fetches everything, and leads and messages are printed as JSON")
    func syncAndShow() async throws {
        let twilio = try await Simulator(leads: 12, messages: 60)

        let pass = try await leadline(["sync", "--json"], in: twilio.environment)
        let leads = try await leadline(["leads", "--json"], in: twilio.environment)
        let phone = try #require(try leads.object()["phone"] as? String)
        let shown = try await leadline(["show", phone, "--json"], in: twilio.environment)

        #expect(pass.code == 0)
        #expect(try pass.object()["complete"] as? Bool == true)
        #expect(leads.lines.count >= 12)
        #expect(try leads.object()["channel"] as? String == "twilio_sms")
        let moments = try shown.lines.indices.map { try shown.object($0)["created_at"] as? String ?? "" }
        #expect(moments == moments.sorted())
    }

    @Test("Scripts get the last message whole, however long it is")
    func wholeTexts() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let text = String(repeating: "all of it ", count: 100)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": text])
        _ = try await leadline(["sync"], in: twilio.environment)

        for command in [["leads", "from:+12025550188"], ["do", "lead-card", "+12025550188"]] {
            let lead = try await leadline(command + ["--json"], in: twilio.environment).object()
            #expect((lead["last_message"] as? [String: Any])?["body"] as? String == text)
        }
    }

    @Test("A trial account's refusal names the number, and what to do")
    func unverified() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2, ["--trial"])

        let sent = try await leadline(["send", "(202) 555-0123", "Hello", "--json"], in: twilio.environment)

        let words = "The number +12025550123 is unverified"
        #expect(sent.code == ExitStatus.refused.rawValue && sent.errors.contains(words))
        #expect((try sent.object()["error_text"] as? String)?.hasPrefix(words) == true)
    }

    @Test("A message is handed over at once, and followed to the carrier's last word")
    func send() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)

        let sent = try await leadline(["send", "+12025550123", "Hello", "--wait", "--json"], in: twilio.environment)
        let piped = try await leadline(
            ["send", "(202) 555-0123", "-", "--json"], in: twilio.environment, input: "Hi\n")

        #expect(sent.code == 0)
        #expect(try sent.object()["send_state"] as? String == "submitted")
        #expect(try sent.object()["status"] as? String == "delivered")
        #expect(try piped.object()["body"] as? String == "Hi")
    }

    @Test("Of several numbers the one that the lead wrote to answers")
    func answeringNumber() async throws {
        let (first, second) = ("+15550100001", "+15550100002")
        let twilio = try await Simulator(leads: 1, messages: 2, ["--number", first, "--number", second])
        try twilio.home.write(
            """
            [profile.shop]
            account_sid = "\(twilio.greeting.accountSID)"
            auth_token = "\(twilio.greeting.authToken)"
            phone_number = "\(first)"
            more_numbers = ["\(second)"]
            api_url = "\(twilio.greeting.base)"
            """, to: ".config/leadline/config.toml")
        try await twilio.command("__inbound", ["from": "+12025550188", "to": second, "body": "Is it still there?"])
        _ = try await leadline(["sync"], in: twilio.home.environment)

        let answer = try await leadline(["send", "+12025550188", "Yes", "--json"], in: twilio.home.environment)
        let stranger = try await leadline(["send", "+12025550123", "Hello", "--json"], in: twilio.home.environment)

        #expect(try answer.object()["our_number"] as? String == second)
        #expect(try stranger.object()["our_number"] as? String == first)
    }

    @Test("What cannot be sent is refused with the reason")
    func refusals() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let number = "+12025550123"

        let file = try await leadline(["send", number, "x", "--media", "/tmp/a.png"], in: twilio.environment)
        let later = try await leadline(["send", number, "x", "--at", "09:00"], in: twilio.environment)
        let long = try await leadline(
            ["send", number, String(repeating: "x", count: 1601)], in: twilio.environment)
        let nobody = try await leadline(["send", "12", "x"], in: twilio.environment)

        #expect(file.code == 4 && file.errors.contains("needs the server"))
        #expect(later.code == 4 && later.errors.contains("messaging_service_sid"))
        #expect(long.code == 4 && long.errors.contains("1600"))
        #expect(nobody.code == 4 && nobody.errors.contains("Invalid phone number format"))
    }

    @Test("Whoever wrote STOP is not written to")
    func optOut() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550187", "body": "STOP"])
        _ = try await leadline(["sync"], in: twilio.environment)

        let outcome = try await leadline(["send", "+12025550187", "Please?"], in: twilio.environment)

        #expect(outcome.code == ExitStatus.blocked.rawValue)
        #expect(outcome.errors.contains("opted out"))
    }

    @Test("What was refused for its credentials does not leave later, behind the back of whoever sends it once more")
    func refusedThenRepeated() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let wrong = twilio.environment.merging(["TWILIO_AUTH_TOKEN": String(repeating: "0", count: 32)]) { $1 }

        let refused = try await leadline(["send", "+12025550123", "Hello"], in: wrong)
        let repeated = try await leadline(["send", "+12025550123", "Hello"], in: twilio.environment)
        _ = try await leadline(["sync"], in: twilio.environment)

        #expect(refused.code == ExitStatus.settings.rawValue)
        #expect(refused.errors.contains("did not leave"))
        #expect(repeated.code == 0)
        let shown = try await leadline(["show", "+12025550123", "--json"], in: twilio.environment)
        let states = try shown.lines.indices.map { try shown.object($0)["send_state"] as? String }
        #expect(states == ["canceled", "submitted"])
    }

    @Test("What an unknown outcome or a busy Twilio holds back is told as such")
    func heldBack() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        func send(_ number: String) async throws -> CommandOutcome {
            try await leadline(["send", number, "Hello", "--timeout", "2"], in: twilio.environment)
        }
        try await twilio.command("__fault", ["kind": "no_answer", "count": 1, "method": "POST"])
        let unknown = try await send("+12025550123")
        let behind = try await send("+12025550123")
        try await twilio.command("__fault", ["kind": "rate_limited", "count": 50, "method": "POST"])
        let busy = try await send("+12025550124")

        #expect(unknown.code == ExitStatus.outcomeUnknown.rawValue)
        #expect(behind.code == ExitStatus.tryLater.rawValue && behind.errors.contains("waits behind it"))
        #expect(busy.code == ExitStatus.tryLater.rawValue && busy.errors.contains("takes nothing just now"))
        #expect(busy.errors.contains("Do not send it again"))
    }

    @Test("A pass that leaves a text in the outbox says so and until when, and is not over for a script")
    func passTellsWhatWaits() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        try await twilio.command(
            "__fault", ["kind": "rate_limited", "count": 50, "method": "POST", "name": "busy", "retry_after": "3600"])
        let sent = try await leadline(["send", "+12025550124", "Hello", "--timeout", "2"], in: twilio.environment)
        try #require(sent.code == ExitStatus.tryLater.rawValue)
        let store = try twilio.store()
        try #require(try store.openOutbox().first?.dueAt ?? WallClock.now() > WallClock.now())

        let words = try await leadline(["sync"], in: twilio.environment)
        let json = try await leadline(["sync", "--json"], in: twilio.environment)

        #expect(words.code == ExitStatus.tryLater.rawValue && json.code == ExitStatus.tryLater.rawValue)
        #expect(words.errors.contains("1 text waits in the outbox until 20"))
        #expect(try json.object()["waiting"] as? Int == 1)
        #expect(try json.object()["waiting_until"] as? String != nil)
    }

    @Test("Without a network the message waits in the outbox and nothing is lost")
    func offline() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let dead = twilio.environment.merging(["TWILIO_API_URL": "http://127.0.0.1:9"]) { $1 }

        let sent = try await leadline(["send", "+12025550123", "Hello", "--timeout", "1", "--json"], in: dead)

        #expect(sent.code == ExitStatus.tryLater.rawValue)
        #expect(try sent.object()["send_state"] as? String == "pending")
    }

    @Test("A mirror belongs to one account, and another one is refused")
    func otherAccount() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        let sid = "AC" + String(repeating: "0", count: 24) + twilio.greeting.accountSID.suffix(8)
        let other = twilio.environment.merging(["TWILIO_ACCOUNT_SID": sid]) { $1 }

        let outcome = try await leadline(["leads"], in: other)

        #expect(outcome.code == ExitStatus.settings.rawValue)
        #expect(outcome.errors.contains(twilio.greeting.accountSID))
    }

    @Test("Times are printed in local time, of a summer by that summer's hour")
    func summerHour() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let moment = try #require(Instant(rfc3339: "2026-07-15T18:30:00Z"))
        let message = RemoteMessage(
            externalID: "SM" + String(repeating: "0", count: 32), direction: .inbound, ourNumber: nil,
            peer: PeerAddress(carrier: "+12025550188"), body: "In July", status: .received, createdAt: moment,
            updatedAt: moment, sentAt: moment)
        let store = try twilio.store()
        _ = try store.commit(
            Batch(messages: [message], origin: .backfill, readAt: moment, display: [:]), now: moment)
        try store.close()

        let plain = try await leadline(["leads"], in: twilio.environment)
        let shown = try await leadline(["show", "+12025550188"], in: twilio.environment)
        let lead = try await leadline(["leads", "--json"], in: twilio.environment).object()

        // New York is four hours behind UTC in July, and five in winter.
        #expect(plain.lines[0].contains("2026-07-15 14:30"))
        #expect(shown.output.contains("2026-07-15 14:30"))
        #expect(lead["last_contact_at"] as? String == "2026-07-15T18:30:00Z")
    }
}
