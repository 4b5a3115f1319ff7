import CRM
import Foundation
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioAPI

/// A node's gate and worker, with a channel whose number is held, and webhooks signed as Twilio signs them.
struct InboundWorld: Sendable {
    static let base = "https://crm.example"
    static let account = "AC0123456789abcdef0123456789abcdef"
    static let ours = "+15550100001"
    static let lead = "+15550100077"
    static let token = "0123456789abcdef0123456789abcdef"

    let place: StorePlace
    let keys: LiveKeys
    let keeper: GateKeeper
    let events: EventKeeper
    let gate: WebhookGate
    let worker: EventWorker
    let spool: WebhookSpool
    let folder: TemporaryFolder
    let tenant: TenantID
    let user: UserID
    let channel: ChannelID

    init(_ kind: StoreKind, patience: Duration = .seconds(30)) async throws {
        place = try await StorePlace(kind)
        folder = try TemporaryFolder()
        let file = KeyFile(path: folder.path + "/keys")
        _ = try file.create(hasSealedData: false)
        keys = try LiveKeys(file: file)
        (tenant, user) = try await place.tenant("ann")
        channel = try await Self.channel(place, keys, tenant, user, holding: [Self.ours])
        spool = try WebhookSpool(folder: folder.path + "/spool", now: HandClock.start)
        keeper = GateKeeper(place.store, keys: keys, patience: .seconds(30))
        events = EventKeeper(place.store, spool: spool, patience: patience)
        gate = WebhookGate(place.store, keeper: keeper, events: events, publicBases: [Self.base + "/"])
        worker = EventWorker(place.store)
        try await keeper.load()
    }

    /// A channel that was seen to own what it holds.
    static func channel(
        _ place: StorePlace, _ keys: LiveKeys, _ tenant: TenantID, _ user: UserID, holding addresses: [String],
        token: String = InboundWorld.token
    ) async throws -> ChannelID {
        let id: ChannelID = place.store.surroundings.newID(at: place.clock.now)
        let number = try #require(PhoneNumber(e164: addresses.first { $0.hasPrefix("+") } ?? "+15550100009"))
        let plain = PlainCredentials(
            accountSID: account, authToken: SecretBytes(token.utf8), phoneNumber: number, messagingServiceSID: nil)
        try await place.store.write(tenant) { [ring = keys.ring] t in
            let sealed = ChannelSeal(id, of: tenant, ring).sealed(plain)
            _ = try t.channels.create(NewChannel(user: user, name: "Shop", credentials: sealed), id: id)
            for address in addresses { _ = try t.senders.claim(address, of: account, for: id) }
        }
        return id
    }

    static func sid(_ number: Int) -> String { "SM" + String(format: "%032x", number) }

    /// A text that came in, as a form.
    static func text(_ number: Int, _ body: String = "Hello", _ more: [(String, String)] = []) -> [(String, String)] {
        let sid = sid(number)
        let usual = [
            ("MessageSid", sid), ("SmsSid", sid), ("AccountSid", account), ("From", lead), ("To", ours),
            ("Body", body), ("NumMedia", "0"), ("NumSegments", "1"), ("SmsStatus", "received"),
        ]
        return usual.filter { pair in !more.contains { $0.0 == pair.0 } } + more
    }

    static func status(_ number: Int, _ word: String, _ more: [(String, String)] = []) -> [(String, String)] {
        [
            ("MessageSid", sid(number)), ("AccountSid", account), ("From", ours), ("To", lead),
            ("MessageStatus", word), ("SmsStatus", word),
        ] + more
    }

    /// A webhook that is signed with `token`, at the address under which the server is known.
    static func webhook(
        _ form: [(String, String)], token: String = InboundWorld.token, target: String = "/api/webhooks/twilio/sms"
    ) -> ReceivedWebhook {
        let pairs = form.map { "\(escaped($0.0))=\(escaped($0.1))" }
        let body = Array(pairs.joined(separator: "&").utf8)
        let text = SignatureText.candidates(url: Array((base + target).utf8), form: WebhookForm(body: body))[0]
        let digest = MessageDigest.hmacSHA1.digest(of: text, key: Array(token.utf8))
        return ReceivedWebhook(target: Array(target.utf8), body: body, signature: Base64.encode(digest))
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    func receive(_ form: [(String, String)], target: String = "/api/webhooks/twilio/sms") async -> GateAnswer {
        // What comes within one millisecond has no order.
        defer { place.clock.advance(.milliseconds(1)) }
        return await gate.receive(Self.webhook(form, target: target))
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (TenantTransaction) throws -> T) async throws -> T {
        try await place.store.read(tenant, body)
    }
}
