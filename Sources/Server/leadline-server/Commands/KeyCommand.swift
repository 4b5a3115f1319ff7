internal import ArgumentParser
internal import Secrets

/// `leadline-server key`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The keys that seal credentials in the database.",
        subcommands: [Create.self])

    /// `key create`
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make the key file, once for all nodes.",
            discussion: """
                LEADLINE_MASTER_KEY_FILE says where. Copy the file to every node, and keep one copy apart from the \
                backups of the database. Where something is sealed already, no second key is made.
                """)

        func run() async throws {
            let settings = try ServerSettings.ofProcess()
            let store = try await Premises.store(settings)
            let file = KeyFile(path: try settings.keyFile)
            try await Premises.create(file, store)
            ServerOutput.print("The keys are in \(file.path).")
        }
    }
}
