import ArgumentParser

/// `leadline setup`: asks for an account, or for a server and a token, and checks it.
struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Ask for a Twilio account or a server, check it, and write the settings.",
        discussion: "--profile names the profile that is added; without it you are asked.")

    @OptionGroup var profile: ProfileOptions

    func run() throws {
        let environment = Environment.ofProcess
        try SetupTalk(
            environment: environment, folders: Folders(environment), path: profile.config, name: profile.profile
        ).run()
    }
}
