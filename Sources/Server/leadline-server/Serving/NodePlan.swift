internal import CRM
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import ServerStore
internal import Transport
internal import Twilio

/// What a node is to be. The settings are read before anything begins, so that what is wrong with them is said at once,
/// whether or not the database is there.
struct NodePlan: Sendable {
    let places: [HTTPListener.Place]
    private let settings: ServerSettings
    private let bases: [String]
    private let door: TwilioDoor
    private let fallback: PlainCredentials?
    private let spool: WebhookSpool
    private let media: MediaStorage
    private let eventsKept: Duration?

    init(_ settings: ServerSettings) throws {
        self.settings = settings
        places = try settings.places
        bases = try settings.publicBases
        fallback = try settings.fallbackCredentials
        eventsKept = try settings.eventsKept
        door = TwilioDoor(
            hosts: try TwilioHosts(apiURL: try settings.twilioBase), transport: CurlTransport(), now: NodeClock.now,
            uptime: NodeClock.uptime)
        (spool, media) = (try Premises.spool(settings), try Premises.media(settings))
        // With PostgreSQL no node makes keys, so that they can be missed without asking the database.
        if case .postgres = try settings.database { _ = try Premises.presentKeys(settings) }
    }

    /// The node, with its rows and keys opened.
    func node(_ log: ServerLog) async throws -> ServerNode {
        let store = try await Premises.store(settings)
        do {
            return try await node(store, log)
        } catch {
            // The reason that it cannot be used outweighs one that it cannot be closed.
            try? await store.close()
            throw error
        }
    }

    private func node(_ store: TenantStore, _ log: ServerLog) async throws -> ServerNode {
        let keys = try LiveKeys(file: try await Premises.keys(settings, store))
        let channels = Channels(store: store, keys: keys, twilio: door, publicBases: bases)
        if let fallback { await make(FallbackChannel(channels, fallback), log) }
        return ServerNode(
            store: store, keys: keys, channels: channels, inbound: Inbound(store: store, keys: keys, twilio: door),
            poller: ListPoller(store: store, keys: keys, twilio: door),
            shelf: MediaShelf(store: store, keys: keys, twilio: door, storage: media),
            housekeeping: Housekeeping(store, keptFor: eventsKept),
            gate: NodeGate(store, keys: keys, spool: spool, publicBases: bases, log: log))
    }

    /// A server works without it, so what keeps it from being made is told and stops nothing.
    private func make(_ fallback: FallbackChannel, _ log: ServerLog) async {
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
