import ArgumentParser

/// `leadline` itself: without a command it opens the inbox.
struct LeadlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadline",
        abstract: "A terminal inbox for text messages with sales leads.",
        discussion: """
            Without a command it opens the inbox. --profile and --config may stand before or after the command. \
            Every command that prints data takes --json: one object a line.

            Exit codes: 0 done, 1 failure, 2 outcome unknown, 3 try later, 4 refused for good, \
            5 settings or credentials, 6 blocked (opted out), 64 wrong usage.
            """,
        version: "leadline 0.1.0",
        subcommands: [
            InboxCommand.self, DemoCommand.self, SetupCommand.self, DoctorCommand.self, SyncCommand.self,
            LeadsCommand.self, ShowCommand.self, SendCommand.self, SearchCommand.self, StatusCommand.self,
            FormatCommand.self, SegmentsCommand.self, CostCommand.self, WatchCommand.self, DoCommand.self,
            ExportCommand.self, ImportCommand.self, KeysCommand.self,
        ],
        defaultSubcommand: InboxCommand.self)
}

/// The options that say which account is meant.
struct ProfileOptions: ParsableArguments {
    @Option(name: .long, help: "The profile of the settings to use.", completion: LeadCompletion.profile)
    var profile: String?

    @Option(name: .long, help: "Another settings file.", completion: .file(extensions: ["toml"]))
    var config: String?

    var choice: ProfileChoice { ProfileChoice(profile: profile, config: config) }
}

/// The option of every command that prints data.
struct JSONOption: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON object a line.")
    var json = false
}
