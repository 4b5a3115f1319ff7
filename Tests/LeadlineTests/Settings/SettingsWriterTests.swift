import Messaging
import Testing

@testable import leadline

@Suite struct SettingsWriterTests {
    @Test("The address that the account was checked at is written down, so that later starts go there as well")
    func address() throws {
        let home = try Home()
        let path = home.path + "/config.toml"
        let address = try APIAddress("http://127.0.0.1:8010")

        try SettingsWriter(path: path).add(
            name: "main", sid: accountSID, username: accountSID, token: "secret", number: "+15550100100",
            apiURL: address)
        try SettingsWriter(path: path).add(
            name: "shop", sid: accountSID, username: accountSID, token: "secret", number: "+15550100100")
        let settings = try Settings(
            environment: Environment([:]), folders: Folders(below: home.path), explicitPath: path)

        #expect(try settings.profile().account.base == address)
        #expect(try settings.profile(named: "shop").account.base == .twilio)
    }

    @Test("A second profile takes nothing from the first one, which is still taken when none is named")
    func secondProfile() throws {
        let home = try Home()
        let path = home.path + "/config.toml"
        try home.write(
            """
            # Mine.
            [profile.shop]
            account_sid = "\(accountSID)"
            auth_token = "secret"
            phone_number = "+15550100100"
            """, to: "config.toml")
        func settings() throws -> Settings {
            try Settings(environment: Environment([:]), folders: Folders(below: home.path), explicitPath: path)
        }

        try SettingsWriter(path: path).add(
            name: "main", sid: accountSID, username: accountSID, token: "secret", number: "+15550100101",
            keepingDefault: settings().nameOfDefault())

        #expect(try settings().profile().name == "shop")
        #expect(try settings().profile(named: "main").account.number.e164 == "+15550100101")
    }

    @Test(
        "A settings file may be named from the folder one is in",
        arguments: [("x.toml", "."), ("conf/x.toml", "conf"), ("/conf/x.toml", "/conf"), ("/x.toml", "/")])
    func relativePaths(path: String, folder: String) {
        #expect(Folders.parent(of: path) == folder)
    }

    @Test("A balance that may not be read hides no trial account, nor the other way round")
    func money() {
        let dollars = Price(millionths: 12_000_000, unit: "USD")

        #expect(AccountMoney(balance: nil, isTrial: true).sentences.contains { $0.hasPrefix("This is a trial") })
        let verified = (1...7).map { "+1555010010\($0)" }
        #expect(
            AccountMoney(balance: nil, isTrial: true, verified: verified).sentences.last?.hasSuffix(
                "Verified: +15550100101, +15550100102, +15550100103, +15550100104, +15550100105 and 2 more.") == true)
        #expect(AccountMoney(balance: dollars, isTrial: nil).sentences[0] == "Balance: 12.0000 USD.")
        #expect(AccountMoney(balance: dollars, isTrial: false).sentences.count == 1)
    }
}
