import ArgumentParser

/// `leadline setup`: asks for an account and checks it.
struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Ask for a Twilio account, check it, and write the settings.")

    @Option(name: .long, help: "Another settings file.", completion: .file(extensions: ["toml"]))
    var config: String?

    func run() throws {
        let environment = Environment.ofProcess
        try SetupTalk(environment: environment, folders: Folders(environment), path: config).run()
    }
}
