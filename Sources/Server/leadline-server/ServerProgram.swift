internal import ArgumentParser
internal import Glibc
internal import Messaging
internal import Secrets

/// The server's program, from its arguments to its exit code.
@main
enum ServerProgram {
    static func main() async {
        ProcessPrivacy.engage()
        do {
            var command = try LeadlineServerCommand.parseAsRoot()
            if var patient = command as? any AsyncParsableCommand {
                try await patient.run()
            } else {
                try command.run()
            }
        } catch let error {
            guard let complaint = ServerComplaint(about: error) else { LeadlineServerCommand.exit(withError: error) }
            for (place, sentence) in ([complaint.sentence] + complaint.advice).enumerated() {
                let text = VisibleText(sentence, keepsLines: false).text
                ServerOutput.toError(place == 0 ? "leadline-server: \(text)" : "  \(text)")
            }
            exit(complaint.status.rawValue)
        }
    }
}

/// `leadline-server` itself.
struct LeadlineServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadline-server",
        abstract: "The server behind Leadline: text messages with sales leads, for any number of tenants.",
        discussion: """
            Settings come from the environment: DATABASE_URL (sqlite:PATH or postgres://…), LEADLINE_OWNER_URL (for \
            migrate), WEBHOOK_URL or API_URL (the public address), LEADLINE_MASTER_KEY_FILE, LEADLINE_LISTEN \
            (127.0.0.1:3001; a list of HOST:PORT and unix:PATH), LEADLINE_SPOOL_FOLDER (webhooks, while the database is \
            away), LEADLINE_MEDIA_FOLDER (pictures and documents), LEADLINE_EVENT_DAYS (how long webhooks \
            are kept), LEADLINE_ENV (production or development), TWILIO_API_URL. Without any it serves an SQLite file of \
            this user on this machine alone.

            Exit codes: 0 done, 1 failure, 2 outcome unknown, 3 try later, 4 refused for good, 5 settings, 64 wrong usage.
            """,
        version: "leadline-server \(Self.version)",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, UserCommand.self, AccessCommand.self, KeyCommand.self,
            ServerDoctorCommand.self,
        ])

    static let version = "0.1.0"
}
