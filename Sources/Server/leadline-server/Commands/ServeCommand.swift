internal import ArgumentParser
internal import Messaging
internal import ServerStore
internal import Transport

/// `leadline-server serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve until asked to stop; the log goes to standard error.",
        discussion: """
            On SQLite the file, its schema and its key are made at the first start. While the database cannot be reached \
            it answers 503 and waits for it. TERM and INT end what is under way, then the server; a second one ends it at \
            once.
            """)

    @Flag(help: "Print {\"base\"} as the first line, once requests are taken.")
    var json = false

    /// Every connection is a file; a listener that has none left for the next one is only busy.
    private static let files = 65_536

    func run() async throws {
        OpenFileLimit.raise(to: Self.files)
        let process = ServingProcess(try NodePlan(try ServerSettings.ofProcess()))
        try await process.run { [json] bases in
            guard json else { return ServerOutput.print("Serving on \(bases.joined(separator: ", "))") }
            var line = JSONLine()
            line.set("base", bases.first { $0.hasPrefix("http") } ?? bases[0])
            ServerOutput.print(line.text)
        }
    }
}

/// `leadline-server migrate`
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Make the tables, or bring them up to date.",
        discussion: """
            On PostgreSQL it works as the role of LEADLINE_OWNER_URL, and lets the role of DATABASE_URL work with the \
            tables. Nodes of the version before go on serving meanwhile.
            """)

    func run() async throws {
        let (address, role) = try ServerSettings.ofProcess().ownerDatabase
        try await Premises.migrate(address, servedBy: role)
        ServerOutput.print("\(address) has the newest schema.")
    }
}
