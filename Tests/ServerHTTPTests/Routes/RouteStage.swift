import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerHTTP
import ServerStore
import ServerTestSupport
import Synchronization
import TestSupport
import Transport
import Twilio

/// A server's routes on a store of their own, without the network: what is asked here goes through all rules.
struct RouteStage {
    let place: StorePlace
    let tenants: Tenants
    private let folder: TemporaryFolder
    let storage: MediaStorage
    let links: MediaLinkRoutes
    private let rules: RequestRules<TenantRoutes.HeldKey>
    /// What wakes those who wait for changes; a test runs it that has somebody wait.
    let feed: TenantFeed
    /// What was reported as a fault of ours.
    let faults = Faults()

    final class Faults: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ fault: any Error) { list.withLock { $0.append("\(fault)") } }
    }

    /// `twilio` is where channels ask; without one nobody answers.
    init(_ kind: StoreKind, twilio: String = "http://127.0.0.1:9") async throws {
        place = try await StorePlace(kind)
        tenants = Tenants(place.store)
        folder = try TemporaryFolder()
        let file = KeyFile(path: folder.path + "/keys")
        _ = try file.create(hasSealedData: false)
        let (keys, door) = (
            try LiveKeys(file: file),
            TwilioDoor(
                hosts: try TwilioHosts(apiURL: twilio), transport: CurlTransport(), now: { HandClock.start },
                uptime: { Uptime(milliseconds: 0) }, patience: .seconds(120))
        )
        let channels = Channels(
            store: place.store, keys: keys, twilio: door, publicBases: ["https://crm.example"])
        storage = try MediaStorage(folder: folder.path + "/media", now: HandClock.start)
        let shelf = MediaShelf(store: place.store, keys: keys, twilio: door, storage: storage)
        links = MediaLinkRoutes(shelf)
        let faults = faults
        let routes = TenantRoutes(place.store, channels: channels, media: shelf) { $0 == 1001 ? "ann" : nil }
        feed = routes.feed
        rules = RequestRules(
            routes.work,
            open: OpenRoutes(version: "1.0", metrics: RequestMetrics(), readiness: { HealthBody() }),
            buckets: RequestBuckets(uptime: { .zero }, generous: true), requestID: { "r1" },
            report: { faults.add($1) })
    }

    /// What came back: the status, and the body as JSON.
    struct Reply {
        var status: Int
        var text: String
        var headers: [String: String]
        var json: BodyJSON { (try? BodyJSON(Array(text.utf8))) ?? .null }
        var code: String? { json["code"].string }
    }

    func ask(
        _ method: HTTPRequest.Method, _ target: String, as token: String?, _ body: String = "", key: String? = nil,
        ifMatch: String? = nil, account: UInt32? = nil
    ) async -> Reply {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        if let key, let name = HTTPField.Name("Idempotency-Key") { fields[name] = key }
        fields[.ifMatch] = ifMatch
        let received = ReceivedRequest(
            method: method, target: target, headers: fields, body: .whole(Array(body.utf8)), account: account)
        let answer = await answer(received)
        return Reply(status: answer.status, text: answer.body, headers: answer.headers)
    }

    func answer(_ received: ReceivedRequest) async -> ServerAnswer { await rules.answer(received).answer }

    /// A token of a user with these scopes alone.
    func token(of user: UserRecord, _ scopes: Set<TokenScope>, account: String? = nil) async throws -> String {
        let secret = SecretToken.fresh(.user)
        let order = Tokens.Order(user: user.id, scopes: scopes, label: "script", unixAccount: account)
        try await tenants.change(user.tenant) { _ = try $0.tokens.create(order, secret) }
        return secret.text
    }
}

extension RequestBuckets {
    /// Buckets that are never empty.
    convenience init(uptime: @escaping @Sendable () -> Duration, generous: Bool) {
        let size = Size(perSecond: 1, capacity: 1_000_000)
        self.init(token: size, tenant: size, uptime: uptime)
    }
}

extension BodyJSON {
    subscript(name: String) -> BodyJSON {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }
}
