internal import ArgumentParser
internal import CRM
internal import Secrets

/// `leadline-server key`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The keys that seal credentials in the database.",
        subcommands: [Create.self, Rotate.self])

    /// `key rotate`
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Put a new key in the place of the one that seals, while nodes serve.",
            discussion: """
                It waits until every node that serves has the new key, seals everything anew, and drops the old one. \
                Where the nodes do not share the file, copy it to each of them while this waits. It may be ended at any \
                moment and run again.
                """)

        func run() async throws {
            let settings = try ServerSettings.ofProcess()
            let store = try await Premises.store(settings)
            let file = try await Premises.keys(settings, store)
            let rotation = KeyRotation(store: store, file: file, liveFor: NodeHeart.liveFor) { step in
                ServerOutput.print(Self.sentence(step))
            }
            try await rotation.run()
        }

        private static func sentence(_ step: KeyRotation.Step) -> String {
            switch step {
            case .added(let key): "The key \(key) is in the file."
            case .waiting(let nodes): "Nodes that are waited for: \(nodes)."
            case .sealing(let key): "The key \(key) seals from now on."
            case .resealed(let channels): "Channels that were sealed anew: \(channels)."
            case .dropped(let keys): "No longer needed and taken out: \(keys.joined(separator: ", "))."
            }
        }
    }

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
