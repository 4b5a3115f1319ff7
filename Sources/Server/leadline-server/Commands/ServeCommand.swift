internal import ArgumentParser
internal import CRM
internal import Messaging
internal import ServerStore
internal import Transport
internal import Twilio

/// `leadline-server serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve until asked to stop; the log goes to standard error.",
        discussion: """
            On SQLite the file, its schema and its key are made at the first start. TERM and INT end what is under way, \
            then the server; a second one ends it at once.
            """)

    @Flag(help: "Print {\"base\"} as the first line, once requests are taken.")
    var json = false

    func run() async throws {
        let settings = try ServerSettings.ofProcess()
        let places = try settings.places
        // What is wrong with the settings is said before anything begins.
        let (bases, twilio) = (try settings.publicBases, try settings.twilioBase)
        let fallback = try settings.fallbackCredentials
        let store = try await Premises.store(settings)
        let keys = try LiveKeys(file: try await Premises.keys(settings, store))
        let door = TwilioDoor(
            hosts: try TwilioHosts(apiURL: twilio), transport: CurlTransport(), now: NodeClock.now,
            uptime: NodeClock.uptime)
        let channels = Channels(store: store, keys: keys, twilio: door, publicBases: bases)
        if let fallback { await Self.make(FallbackChannel(channels, fallback)) }
        let gate = NodeGate(
            store, keys: keys, spool: try Premises.spool(settings), publicBases: bases, log: ServerLog())
        let node = ServerNode(
            store: store, keys: keys, channels: channels, inbound: Inbound(store: store, keys: keys, twilio: door),
            gate: gate, places: places)
        try await node.run { [json] bases in
            guard json else { return ServerOutput.print("Serving on \(bases.joined(separator: ", "))") }
            var line = JSONLine()
            line.set("base", bases.first { $0.hasPrefix("http") } ?? bases[0])
            ServerOutput.print(line.text)
        }
    }

    /// A server works without it, so what keeps it from being made is told and stops nothing.
    private static func make(_ fallback: FallbackChannel) async {
        let log = ServerLog()
        do {
            switch try await fallback.make() {
            case .made(let id): log.twilio("the environment's credentials are channel \(id)")
            case .there: break
            case .nobody:
                log.twilio("the environment's credentials wait for a first user, and for the start after that")
            }
        } catch {
            let reason = (error as? ChannelError)?.description ?? (error as? TenantStoreError)?.description
            log.twilio("the environment's credentials made no channel: \(reason ?? "\(type(of: error))")")
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
