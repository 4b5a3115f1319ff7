internal import CRM
internal import Glibc
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import ServerStore

/// What the environment says about how to serve. Each setting is read when it is needed, so that a command complains of
/// those alone that matter to it, and the doctor of all.
struct ServerSettings: Sendable {
    let environment: ServerEnvironment

    init(_ environment: ServerEnvironment) { self.environment = environment }

    /// Those of this process.
    static func ofProcess() throws(ServerComplaint) -> ServerSettings { ServerSettings(try .ofProcess()) }

    var isDevelopment: Bool {
        get throws(ServerComplaint) {
            switch environment["LEADLINE_ENV"] ?? "production" {
            case "production": false
            case "development": true
            default:
                throw ServerComplaint(.settings, "LEADLINE_ENV is neither \"production\" nor \"development\".")
            }
        }
    }

    /// Where the rows are: a file of this user, unless told otherwise.
    var database: StoreAddress {
        get throws(ServerComplaint) {
            try Self.address(environment["DATABASE_URL"] ?? "sqlite:\(ownFile)", "DATABASE_URL")
        }
    }

    /// The file that is there without any setting; its folder is made where it is needed.
    var ownFile: String { folder + "/server.sqlite" }

    var isOwnFile: Bool { environment["DATABASE_URL"] == nil }

    /// Where `migrate` works as the role that owns the tables, and the role that will serve.
    var ownerDatabase: (address: StoreAddress, servedBy: String?) {
        get throws(ServerComplaint) {
            let database = try database
            guard case .postgres(let text) = database else { return (database, nil) }
            guard let owner = environment["LEADLINE_OWNER_URL"] else {
                throw ServerComplaint(
                    .settings, "LEADLINE_OWNER_URL is not set.",
                    advice: "On PostgreSQL the tables belong to a role of their own, which row-level security does "
                        + "not bind; migrate works as that one: postgres://OWNER@HOST/DATABASE.")
            }
            guard let role = PostgresRole(of: text)?.name else {
                throw ServerComplaint(
                    .settings, "DATABASE_URL names no user, so nobody knows which role will serve.",
                    advice: "Write it as postgres://ROLE@HOST/DATABASE.")
            }
            return (try Self.address(owner, "LEADLINE_OWNER_URL"), role)
        }
    }

    /// The file of the keys; beside an SQLite file, where nothing else is said.
    var keyFile: String {
        get throws(ServerComplaint) {
            if let path = environment["LEADLINE_MASTER_KEY_FILE"] { return path }
            switch try database {
            case .sqlite(let path): return path + ".key"
            case .postgres:
                throw ServerComplaint(
                    .settings, "LEADLINE_MASTER_KEY_FILE is not set, which is needed with PostgreSQL.",
                    advice: "All nodes need the same file. `leadline-server key create` makes it once.")
            }
        }
    }

    /// The addresses under which Twilio reaches this server; the first one is told to it.
    var publicBases: [String] {
        get throws(ServerComplaint) {
            for name in ["WEBHOOK_URL", "API_URL"] {
                guard let text = environment[name] else { continue }
                var bases: [String] = []
                for piece in Self.pieces(of: text) {
                    guard let base = RootAddress(piece)?.text else {
                        throw ServerComplaint(
                            .settings, "\(name) is no address such as https://crm.example.com.",
                            advice: "Plain http is taken for this machine's own addresses alone; no user, no query.")
                    }
                    bases.append(base)
                }
                return bases
            }
            return []
        }
    }

    var twilioBase: String? {
        get throws(ServerComplaint) {
            guard let text = environment["TWILIO_API_URL"] else { return nil }
            guard let base = RootAddress(text)?.text else {
                throw ServerComplaint(.settings, "TWILIO_API_URL is no address such as https://api.twilio.com.")
            }
            return base
        }
    }

    /// Where webhooks wait on this node's disk while the database is away: beside an SQLite file, or among this user's data.
    var spoolFolder: String {
        get throws(ServerComplaint) {
            if let path = environment["LEADLINE_SPOOL_FOLDER"] { return path }
            switch try database {
            case .sqlite(let path): return path + ".spool"
            case .postgres: return folder + "/spool"
            }
        }
    }

    /// How long requests of Twilio's are kept; `nil` for ever.
    var eventsKept: Duration? {
        get throws(ServerComplaint) {
            guard let text = environment["LEADLINE_EVENT_DAYS"] else { return .seconds(90 * 86_400) }
            if text == "all" { return nil }
            guard let days = Int(text), (1...36_500).contains(days) else {
                throw ServerComplaint(
                    .settings, "LEADLINE_EVENT_DAYS is neither a number of days nor \"all\".",
                    advice: "It says how long the requests of Twilio's are kept; 90 where it is not set.")
            }
            return .seconds(days * 86_400)
        }
    }

    /// Where media lie: beside an SQLite file, or among this user's data.
    var mediaFolder: String {
        get throws(ServerComplaint) {
            if let path = environment["LEADLINE_MEDIA_FOLDER"] { return path }
            switch try database {
            case .sqlite(let path): return path + ".media"
            case .postgres: return folder + "/media"
            }
        }
    }

    /// The credentials that a developer's environment holds; `nil` in production, whatever that holds, and where none of
    /// the three is set.
    var fallbackCredentials: PlainCredentials? {
        get throws(ServerComplaint) {
            guard try isDevelopment else { return nil }
            let names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER"]
            let values = names.compactMap { environment[$0] }
            guard !values.isEmpty else { return nil }
            guard values.count == names.count else {
                let missing = names.filter { environment[$0] == nil }.joined(separator: " and ")
                throw ServerComplaint(
                    .settings, "Twilio credentials not configured: \(missing) is not set.",
                    advice: "A development server takes all three TWILIO variables, or none.")
            }
            guard let number = PhoneNumber(e164: values[2]) else {
                throw ServerComplaint(
                    .settings, "Invalid phone number format: TWILIO_PHONE_NUMBER.",
                    advice: "Write it with its country code, such as +15551234567.")
            }
            return PlainCredentials(
                accountSID: values[0], authToken: SecretBytes(values[1].utf8), phoneNumber: number)
        }
    }

    /// Where to listen, at least at one place.
    var places: [HTTPListener.Place] {
        get throws(ServerComplaint) {
            var places: [HTTPListener.Place] = []
            for piece in Self.pieces(of: environment["LEADLINE_LISTEN"] ?? "127.0.0.1:3001") {
                guard let place = HTTPListener.Place(piece) else {
                    throw ServerComplaint(
                        .settings, "LEADLINE_LISTEN names \"\(piece)\", where nobody can listen.",
                        advice: "It is a list of HOST:PORT, such as 127.0.0.1:3001 or [::1]:3001, and of unix:PATH.")
                }
                places.append(place)
            }
            guard !places.isEmpty else { throw ServerComplaint(.settings, "LEADLINE_LISTEN names no place.") }
            return places
        }
    }

    private var folder: String {
        // The specification tells to ignore a path that is not absolute.
        let root = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (root ?? (environment["HOME"] ?? "") + "/.local/share") + "/leadline"
    }

    private static func address(_ text: String, _ name: String) throws(ServerComplaint) -> StoreAddress {
        // What is no address is told by name, without its content, which may hold a password.
        guard let address = try? StoreAddress(text) else {
            throw ServerComplaint(.settings, "\(name) is neither sqlite:PATH nor postgres://…")
        }
        return address
    }

    /// A list may be written with commas or with blanks.
    private static func pieces(of text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }
}
