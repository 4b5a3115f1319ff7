import TestSupport
import Testing

@testable import leadline

@Suite("Profiles on a server") struct ServerProfileTests {
    private let variables = [
        "LEADLINE_SERVER": "https://crm.example/inbox/", "LEADLINE_TOKEN": "hush",
        "TWILIO_ACCOUNT_SID": "AC0123456789abcdef0123456789abcdef", "TWILIO_AUTH_TOKEN": "x",
        "TWILIO_PHONE_NUMBER": "+15550100100",
    ]

    private func profile(_ variables: [String: String]) throws -> Profile {
        try Settings(file: nil, path: "config.toml", environment: Environment(variables)).profile()
    }

    private func access(_ profile: Profile) throws -> ServerAccess {
        guard case .server(let access) = profile.source else { throw Complaint.needsTwilio }
        return access
    }

    @Test("LEADLINE_SERVER and LEADLINE_TOKEN make a server profile, and go before an account at Twilio")
    func variablesWin() throws {
        let profile = try profile(variables)

        #expect(try access(profile).address.description == "https://crm.example/inbox")
        #expect(try access(profile).token == .literal("hush"))
        #expect(profile.fileStem == "env-https---crm-example-inbox")
        #expect(profile.twilio == nil)
        #expect(complaint { try profile.account }?.status == .settings)
    }

    @Test("A server without a token is refused, and nobody falls back to Twilio")
    func noToken() {
        let found = complaint { try profile(variables.filter { $0.key != "LEADLINE_TOKEN" }) }

        #expect(found?.status == .settings)
        #expect(found?.sentence == "LEADLINE_SERVER is set, and LEADLINE_TOKEN is not.")
    }

    @Test("A profile of the file names a server and a token, or a command that prints it")
    func file() throws {
        let text = "[profile.shop]\nserver = \"unix:/run/leadline/socket\"\ntoken = \"hush\""
        let command = text.replacing("token = \"hush\"", with: "token_command = \"pass show it\"")

        #expect(try access(settings(text).profile()).address == .socket("/run/leadline/socket"))
        #expect(try access(settings(command).profile()).token == .command("pass show it"))
        #expect(try settings(text).profile().fileStem == "shop")
        #expect(
            complaint { try settings(text, mode: 0o644).profile() }?.advice == [
                "Make it yours alone: chmod 600 config.toml"
            ])
    }

    @Test(
        "Plain http goes to this machine alone, and what is no address is told with its line",
        arguments: ["http://crm.example", "crm.example", "unix:socket", "unix:", "ftp://crm.example"])
    func badAddress(text: String) {
        let found = complaint {
            try settings("[profile.shop]\nserver = \"\(text)\"\ntoken = \"hush\"").profile()
        }

        #expect(found?.status == .settings)
        #expect(found?.sentence.hasPrefix("config.toml:2: profile.shop.server:") == true)
    }

    @Test("A profile is on a server or on Twilio, and not on both")
    func both() {
        let text = "[profile.shop]\nserver = \"https://crm.example\"\ntoken = \"x\"\naccount_sid = \"AC1\""

        #expect(complaint { try settings(text).profile() }?.sentence.contains("take out account_sid or server") == true)
    }
}
