import ArgumentParser
import Glibc
import LocalStore
import Messaging
import Sync

/// `leadline demo`: the inbox on a simulated Twilio with invented leads.
///
/// It looks and behaves as the person likes it. Nothing of the person's own account is looked at, and nothing stays
/// behind.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open the inbox on a simulated Twilio with sample leads.",
        discussion: """
            Of the settings it takes themes, keys and what else is a matter of liking, and never an account; it looks \
            at no TWILIO variable, and everything it writes is gone at its end.
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
        let own = Folders(environment)
        let (likes, warnings) = likes(environment, own)
        let profile = Profile(name: "demo", account: try simulator.greeting.account(), likes: likes)
        let desk = Desk(
            environment: environment, folders: Folders(below: simulator.folder, settings: own.settings),
            profile: profile, warnings: warnings, isDemo: true)
        try prepare(desk)
        try MainActor.assumeIsolated { try InboxSession(desk: desk, theme: theme).open() }
    }

    /// What the person likes. Settings that cannot be read are told of and keep no demo shut.
    private func likes(_ environment: Environment, _ folders: Folders) -> (likes: Profile.Likes, warnings: [String]) {
        do throws(Complaint) {
            try FolderOwnership.refuseForeign(folders, settingsPath: profile.config)
            let settings = try Settings(environment: environment, folders: folders, explicitPath: profile.config)
            var likes = try settings.likes(of: profile.profile)
            // The invented leads live in a country and a past of their own.
            (likes.region, likes.historyDays) = (nil, nil)
            return (likes, settings.warnings)
        } catch {
            return (Profile.Likes(), [error.sentence])
        }
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
