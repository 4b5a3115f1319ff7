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
}
