import ArgumentParser
import Glibc
import LocalStore
import Messaging
import Sync

/// `leadline demo`: the inbox on a simulated Twilio with invented leads.
///
/// Nothing of the person's own account is looked at, and nothing stays behind.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open the inbox on a simulated Twilio with sample leads.",
        discussion: """
            It looks at no settings, whatever --profile and --config say, and at no TWILIO variable, and everything it \
            writes is gone at its end.
            """)

    @Option(name: .long, help: "How many leads there are.")
    var leads: Int = 300

    @Option(name: .long, help: "How many messages they and we have written.")
    var messages: Int?

    @Flag(name: .long, help: "Nobody writes while one looks.")
    var quiet = false

    @Option(name: .long, help: "The theme to wear.")
    var theme: String?

    @OptionGroup var profile: ProfileOptions

    func validate() throws {
        try NumberArgument.check("--leads", leads, in: 1...10_000_000)
        try NumberArgument.check("--messages", messages, in: 1...100_000_000)
    }

    func run() throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw Complaint(.failure, "The demo needs a terminal.", advice: "`twilio-simulator --json` is for scripts.")
        }
        let environment = Environment.ofProcess.withoutAccounts
        if let theme { _ = try ThemeShelf(folders: Folders(environment), program: ProgramPath.own).theme(named: theme) }
        var arguments = ["--leads", String(leads)]
        if let messages { arguments += ["--messages", String(messages)] }
        if !quiet { arguments += ["--script", "demo"] }
        let simulator = try SimulatedTwilio(arguments: arguments, environment: environment)
        defer { simulator.end() }
        let profile = Profile(name: "demo", account: try simulator.greeting.account())
        let desk = Desk(
            environment: environment, folders: Folders(below: simulator.folder), profile: profile, isDemo: true)
        try prepare(desk)
        try MainActor.assumeIsolated { try InboxSession(desk: desk, theme: theme).open() }
    }

    /// Fetches a small account before the screen opens. A large one fills while one looks.
    private func prepare(_ desk: Desk) throws {
        if (messages ?? 0) <= Self.fetchedFirst, leads <= Self.fetchedFirst / 10 {
            let store = try desk.openStore()
            let engine = try EngineRoom(desk: desk, store: store).engine()
            _ = try complaining { try waiting { try await engine.fullPass() } }
            try complaining { try store.close() }
        }
        try DemoNames(desk: desk).note()
    }

    /// How many messages are fetched within a blink.
    private static let fetchedFirst = 10_000
}
