import Messaging
import PhoneNumbers
import Testing

@testable import leadline

/// A settings file in memory and what it says.
func settings(
    _ text: String, mode: UInt32 = 0o600, environment: [String: String] = [:]
) throws -> Settings {
    let file = try SettingsFile(path: "config.toml", text: text, mode: mode)
    return try Settings(file: file, path: "config.toml", environment: Environment(environment))
}

/// The complaint that `body` ends with.
func complaint(_ body: () throws -> some Any) -> Complaint? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Complaint
    }
}

let accountSID = "AC0123456789abcdef0123456789abcdef"

private let shop = """
    default_profile = "shop"

    [profile.shop]
    account_sid = "\(accountSID)"
    auth_token = "0123456789abcdef"
    phone_number = "+1 (555) 010-0100"
    more_numbers = ["+15550100101", "+1 555 010 0100", "+15550100101"]
    """

@Suite struct SettingsTests {
    @Test("A profile is read with the numbers as people write them")
    func profileIsRead() throws {
        let profile = try settings(shop).profile()

        #expect(profile.name == "shop")
        #expect(try profile.account.sid == accountSID)
        #expect(try profile.account.numbers.map(\.e164) == ["+15550100100", "+15550100101"])
        #expect(try profile.account.base == .twilio)
        #expect(profile.likes.undoSeconds == 5)
        #expect(profile.fileStem == "shop")
    }

    @Test("A wrong type is named with file, line, key, what was expected and what was found")
    func wrongType() throws {
        let found = complaint { try settings(shop + "\nundo_seconds = \"five\"").profile() }

        #expect(found?.status == .settings)
        #expect(
            found?.sentence
                == "config.toml:8: profile.shop.undo_seconds: expected a whole number from 0 to 60, found a text.")
    }

    @Test("The doctor is told every slip of a profile at once")
    func allSlips() throws {
        let text = """
            [profile.shop]
            account_sid = "AC12"
            phone_number = "555"
            undo_seconds = "5"
            theme = 7
            mouse = "yes"
            history_days = 0
            """
        let sentences = try settings(text).complaints(of: nil).map(\.sentence)

        for (line, key) in [
            (2, "account_sid"), (3, "phone_number"), (4, "undo_seconds"), (5, "theme"), (6, "mouse"),
            (7, "history_days"),
        ] {
            #expect(sentences.contains { $0.hasPrefix("config.toml:\(line): profile.shop.\(key):") }, "\(key)")
        }
        #expect(sentences.contains { $0.contains("has no auth_token") })
        #expect(sentences.count == 7)
    }

    @Test("A word that is not among the choices is answered with the one that was meant")
    func wrongChoice() throws {
        let found = complaint { try settings(shop + "\nafter_send = \"next_waitng\"").profile() }

        #expect(found?.sentence.contains("Did you mean \"next_waiting\"?") == true)
    }

    @Test("An unknown key is a warning with the nearest name, and stops nothing")
    func unknownKey() throws {
        let read = try settings(shop + "\nundo_second = 5")

        #expect(
            read.warnings == ["config.toml:8: profile.shop.undo_second is no setting, did you mean \"undo_seconds\"?"])
        #expect(try read.profile().likes.undoSeconds == 5)
    }

    @Test("Broken TOML is complained of with its line")
    func brokenText() {
        let found = complaint { try settings("default_profile = \"shop\n[profile") }

        #expect(found?.status == .settings)
        #expect(found?.sentence.hasPrefix("config.toml:1:") == true)
    }

    @Test(
        "A slip says what was expected and what to write, and never repeats a value",
        arguments: [
            ("theme = hush", "theme: expected a text in quotes.", "theme = \"…\""),
            ("theme = \"hush", "theme: the quote that opens here is not closed.", "Close it"),
            ("theme = 'hush", "theme: the quote that opens here is not closed.", "Close it"),
            ("theme = “hush”", "theme: these quotes are typographic.", "straight"),
            ("theme: \"hush\"", "theme: expected an equals sign behind the name.", "theme ="),
            ("theme \"hush\"", "theme: expected an equals sign behind the name.", "theme ="),
            ("mouse = yes", "mouse: expected true or false, in small letters.", "mouse = true"),
            ("mouse = False", "mouse: expected true or false, in small letters.", "mouse = false"),
            ("theme = \"a\"\ntheme = \"hush\"", "theme stands a second time; it stands on line 8 already.", "Keep one"),
            ("undo_seconds = 05", "undo_seconds: a number does not begin with 0.", "Leave the 0 out"),
            ("[profile.shop]\nmouse = true", "[profile.shop] begins a second time.", "line 3"),
            ("[profile shop]", "this is no table's name.", "[profile.NAME]"),
            ("theme =", "theme: the value is missing.", "theme ="),
            ("theme = \"hush\" mouse = true", "theme: something follows the value.", "a line of its own"),
            ("keys = [\"hush\",", "keys: the list is not closed.", "keys = ["),
            ("region = +49", "profile.shop.region: expected a text in quotes, found a whole number.", "region = \"…\""),
        ], ["\n", "\r\n"])
    func slips(_ slip: (String, String, String), _ ending: String) {
        let lines = (shop + "\n" + slip.0).replacing("\n", with: ending)
        let found = complaint { try settings("\u{FEFF}" + lines).profile() }
        let number = 8 + (slip.1.contains("stands a second time") ? 1 : 0)

        #expect(found?.sentence.hasPrefix("config.toml:\(number):") == true, "\(found?.sentence ?? "")")
        #expect(found?.sentence.hasSuffix(slip.1) == true, "\(found?.sentence ?? "")")
        #expect(found?.advice.joined().contains(slip.2) == true)
        #expect(found.map { "\($0)".contains("hush") } == false)
    }

    @Test("Tabs, and files as editors of other systems leave them, are read like any other")
    func foreignFiles() throws {
        let text = "\u{FEFF}" + (shop + "\n\tundo_seconds\t=\t9\n").replacing("\n", with: "\r\n")
        #expect(try settings(text).profile().likes.undoSeconds == 9)
        let wrong = "\u{FEFF}" + (shop + "\n\tundo_seconds = \"9\"\n").replacing("\n", with: "\r\n")
        #expect(complaint { try settings(wrong).profile() }?.sentence.hasPrefix("config.toml:8: ") == true)
    }

    @Test("A header that names no table is complained of with its line", arguments: ["[!]", "[[é]]", "[\u{1}", "["])
    func brokenHeader(line: String) {
        let found = complaint { try settings("default_profile = \"shop\"\n" + line + "\nb = 2") }

        #expect(found?.sentence.hasPrefix("config.toml:2") == true)
    }

    @Test("A file with a secret that others can read is refused, one without a secret is not")
    func readableSecret() throws {
        let found = complaint { try settings(shop, mode: 0o644).profile() }
        let command = shop.replacing("auth_token = \"0123456789abcdef\"", with: "auth_token_command = \"pass show it\"")

        #expect(found?.status == .settings)
        #expect(found?.advice == ["Make it yours alone: chmod 600 config.toml"])
        #expect(try settings(command, mode: 0o644).profile().account.secret == .command("pass show it"))
    }

    @Test(
        "A secret that others can read is refused wherever in the file it stands, used or not",
        arguments: [
            "[profile.other]\nauth_token = \"hush\"", "[profile.other]\napi_key_secret = \"hush\"",
            "[profile.other]\ntoken = \"hush\"", "[profile.other]\nauth_token = 12345",
            "[profile.shop]\nauth_token = \"beside a key\"",
        ])
    func readableSecretElsewhere(secret: String) throws {
        let key = "SK0123456789abcdef0123456789abcdef"
        let own = """
            account_sid = "\(accountSID)"
            api_key_sid = "\(key)"
            api_key_secret_command = "pass show it"
            phone_number = "+15550100100"
            """
        let text =
            secret.hasPrefix("[profile.shop]")
            ? "default_profile = \"shop\"\n\(secret)\n\(own)"
            : "default_profile = \"shop\"\n[profile.shop]\n\(own)\n\(secret)"

        #expect(complaint { try settings(text, mode: 0o644).profile() }?.sentence.contains("holds a secret") == true)
        #expect(try settings(text).profile().account.username == key)
    }

    @Test("A file that others can write is not trusted with a command to run")
    func writableCommand() {
        let text = shop.replacing("auth_token = \"0123456789abcdef\"", with: "auth_token_command = \"pass show it\"")

        #expect(complaint { try settings(text, mode: 0o666).profile() }?.status == .settings)
    }

    @Test("An API key is used before the account's token")
    func apiKey() throws {
        let key = "SK0123456789abcdef0123456789abcdef"
        let text = shop + "\napi_key_sid = \"\(key)\"\napi_key_secret = \"hush\""
        let account = try settings(text).profile().account

        #expect(account.username == key)
        #expect(account.secret == .literal("hush"))
        #expect("\(account)".contains("hush") == false)
    }

    @Test("A profile that does not exist is answered with the one that was meant")
    func unknownProfile() {
        let found = complaint { try settings(shop).profile(named: "shp") }

        #expect(found?.sentence.contains("Did you mean \"shop\"?") == true)
        #expect(complaint { try settings(shop).profile(named: "../shop") }?.status == .settings)
    }

    @Test("Plain http is taken for this machine alone")
    func plainHTTP() throws {
        #expect(complaint { try settings(shop + "\napi_url = \"http://twilio.example\"").profile() } != nil)
        #expect(try settings(shop + "\napi_url = \"http://127.0.0.1:9/\"").profile().account.base.isLoopback)
        #expect(complaint { try settings(shop + "\napi_url = \"http://127.0.0.1.example.com\"").profile() } != nil)
        #expect(complaint { try settings(shop + "\napi_url = \"http://127.0.0.1@evil.example\"").profile() } != nil)
    }

    @Test("TWILIO_API_URL replaces the address of every profile")
    func replacedAddress() throws {
        let environment = ["TWILIO_API_URL": "http://127.0.0.1:4010"]
        let read = try settings(shop + "\napi_url = \"https://api.example\"", environment: environment)

        #expect(try read.profile().account.base.text == "http://127.0.0.1:4010")
    }

    @Test("Two letters that are no country are refused where they stand, with the country that was meant")
    func noCountry() throws {
        for (text, meant) in [("UK", "GB"), ("en", "GB"), ("ja", "JP"), ("XX", nil), ("ZZ", nil)] {
            let complaint = complaint { try settings(shop + "\nregion = \"\(text)\"").profile() }
            #expect(complaint?.status == .settings)
            #expect(complaint?.sentence.contains("region: expected a country") == true)
            #expect(complaint?.sentence.contains("Did you mean") == (meant != nil))
            if let meant { #expect(complaint?.sentence.hasSuffix("Did you mean \"\(meant)\"?") == true) }
        }
    }

    @Test("Every country of the numbering plans is known by its letters, and no other")
    func countries() {
        let letters = (65...90).map { String(UnicodeScalar(UInt8($0))) }
        for code in letters.flatMap({ first in letters.map { first + $0 } }) {
            #expect((CountryCode.code(code) != nil) == (PhoneBook.callingCode(of: code) != nil), "\(code)")
            guard let meant = CountryCode.meant(by: code) else { continue }
            #expect(CountryCode.code(meant) != nil && CountryCode.code(code) == nil)
        }
    }

    @Test("A region is a country for numbers, or one of Twilio's own")
    func region() throws {
        #expect(try settings(shop + "\nregion = \"br\"").profile().likes.region == "BR")
        let irish = try settings(shop + "\nregion = \"ie1\"").profile()
        #expect(irish.likes.region == nil)
        #expect(try irish.account.region == "ie1")
        #expect(complaint { try settings(shop + "\nregion = \"Brazil\"").profile() }?.status == .settings)
    }

    @Test("Keys may be bound for everywhere or for one pane")
    func bindings() throws {
        let text = shop + "\n[profile.shop.keys]\ndone = \"d\"\n[profile.shop.keys.table]\nreply = [\"r\", \"w\"]"
        let bindings = try settings(text).profile().likes.bindings.sorted { $0.action < $1.action }

        #expect(bindings.map(\.action) == ["done", "reply"])
        #expect(bindings.map(\.context) == [nil, "table"])
        #expect(bindings.map(\.keys) == [["d"], ["r", "w"]])
        #expect(bindings.map(\.place) == ["config.toml:9", "config.toml:11"])
    }
}

@Suite struct EnvironmentProfileTests {
    private let variables = [
        "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "0123", "TWILIO_PHONE_NUMBER": "+15550100100",
    ]

    private func profile(_ variables: [String: String]) throws -> Profile {
        try Settings(file: nil, path: "config.toml", environment: Environment(variables)).profile()
    }

    @Test("Three variables make a profile whose database is named for the account")
    func threeVariables() throws {
        let profile = try profile(variables)

        #expect(profile.name == "env")
        #expect(profile.fileStem == "env-89abcdef")
        #expect(try profile.account.base.text == "https://api.twilio.com")
    }

    @Test("Without credentials it says so and what to do")
    func nothingSet() {
        let found = complaint { try profile([:]) }

        #expect(found?.status == .settings)
        #expect(found?.sentence.hasPrefix("Twilio credentials not configured") == true)
        #expect(found?.advice.joined().contains("leadline setup") == true)
    }

    @Test("One variable that is missing is named")
    func oneMissing() {
        let found = complaint { try profile(variables.filter { $0.key != "TWILIO_AUTH_TOKEN" }) }

        #expect(found?.sentence.contains("TWILIO_AUTH_TOKEN is not set") == true)
    }

    @Test("A settings file wins over the variables, which can still be asked for by name")
    func fileWins() throws {
        let read = try settings(shop, environment: variables)

        #expect(try read.profile().name == "shop")
        #expect(try read.profile(named: "env").name == "env")
    }

    @Test("The demo's environment holds no account")
    func withoutAccounts() {
        let environment = Environment(variables.merging(["LEADLINE_TOKEN": "x", "HOME": "/h"]) { $1 })

        #expect(environment.withoutAccounts.names == ["HOME"])
    }
}
