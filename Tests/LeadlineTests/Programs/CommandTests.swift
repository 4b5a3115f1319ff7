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

    @Test(
        "A server that cannot be reached: the text is kept, send says that it waits, ends with 3, and waits no longer")
    func unreachableServer() async throws {
        let home = try Home()
        let server = ["LEADLINE_SERVER": "unix:/nowhere", "LEADLINE_TOKEN": "x"]
        let environment = home.environment.merging(server) { $1 }

        let outcome = try await leadline(
            ["send", "+15550100100", "hello", "--timeout", "2"], in: environment)
        let shown = try await leadline(["show", "+15550100100", "--json"], in: environment)

        #expect(outcome.code == ExitStatus.tryLater.rawValue)
        #expect(outcome.errors.contains("The server could not be reached yet"))
        #expect(shown.output.contains(#""send_state":"pending""#))
    }
}
