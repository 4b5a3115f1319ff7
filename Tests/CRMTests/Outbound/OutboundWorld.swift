import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Synchronization
import TestSupport
import Testing
import Transport
import Twilio
import TwilioSimulator

@testable import CRM

/// What Twilio would report to, and where that would be: nobody is called.
final class CallbackDesk: HTTPTransport {
    private let calls = Mutex<[String]>([])

    /// The addresses that were called, without the place.
    var paths: [String] { calls.withLock { $0 } }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        calls.withLock { $0.append(call.request.path ?? "") }
        return HTTPAnswer(response: HTTPResponse(status: .ok))
    }
}

/// A tenant with a number at a Twilio that goes by the same clock, and a node that sends.
struct OutboundWorld: Sendable {
    static let lead = "+12025550177"

    let place: StorePlace
    let simulator: RunningSimulator
    let desk: CallbackDesk
    let outbound: Outbound
    let worker: SendWorker
    let channels: Channels
    let channel: ChannelID
    let tenant: TenantID
    let user: UserID
    private let folder: TemporaryFolder

    static func with(
        _ kind: StoreKind, mps: Int? = nil, pace: SendPace = SendPace(), line: any HTTPTransport = CurlTransport(),
        _ body: (OutboundWorld) async throws -> Void
    ) async throws {
        let (place, desk) = (try await StorePlace(kind), CallbackDesk())
        var options = SimulatorOptions(pace: Pace(), clock: .following { place.clock.now })
        options.numbers = ["+12025550100", "+12025550101"]
        options.pool = []
        let simulator = try await LocalTwilio.start(options, webhooks: desk)
        do {
            try await body(try await OutboundWorld(place, simulator, desk, mps, pace, line))
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private init(
        _ place: StorePlace, _ simulator: RunningSimulator, _ desk: CallbackDesk, _ mps: Int?,
        _ pace: SendPace, _ line: any HTTPTransport
    ) async throws {
        (self.place, self.simulator, self.desk) = (place, simulator, desk)
        folder = try TemporaryFolder()
        let file = KeyFile(path: folder.path + "/keys")
        _ = try file.create(hasSealedData: false)
        let clock = place.clock
        let door = TwilioDoor(
            hosts: try TwilioHosts(apiURL: simulator.base), transport: line, now: { clock.now },
            uptime: { clock.uptime }, patience: .seconds(120))
        channels = Channels(
            store: place.store, keys: try LiveKeys(file: file), twilio: door, publicBases: ["https://crm.example"])
        (tenant, user) = try await place.tenant("ann")
        let credentials = PlainCredentials(
            accountSID: simulator.accountSID, authToken: SecretBytes(simulator.authToken.utf8),
            phoneNumber: try #require(PhoneNumber(e164: simulator.from)))
        var order = NewChannelOrder(user: user, name: "Shop", isActive: true, credentials: credentials)
        order.settings.mps = mps
        let shown = try await channels.create(order, in: tenant, by: AuditActor(user: user))
        try #require(shown.status == .active)
        channel = shown.id
        outbound = Outbound(channels, pace: pace)
        worker = SendWorker(outbound)
    }

    /// Does something in the tenant on behalf of its user, or of somebody else.
    @discardableResult
    func act<T: Sendable>(as user: UserID? = nil, _ body: @escaping @Sendable (Texts) throws -> T) async throws -> T {
        place.clock.advance(.milliseconds(1))
        return try await Tenants(place.store).change(tenant, by: AuditActor(user: user ?? self.user)) {
            try body($0.texts)
        }
    }

    /// Writes to a lead, who is new the first time.
    func write(
        _ body: String = "Hi", to phone: String = OutboundWorld.lead, ref: String? = nil, at moment: Instant? = nil
    )
        async throws -> TenantMessage
    {
        try await act {
            try $0.open(to: phone, from: nil, TextOrder(body: body, clientRef: ref, sendAt: moment)).message
        }
    }

    /// Lets time pass, and does what is due then.
    func work(after span: Duration = .seconds(1)) async {
        place.clock.advance(span)
        await worker.work()
    }

    func row(_ message: TenantMessage) async throws -> TenantMessage {
        try #require(try await place.store.read(tenant) { try $0.messages.find(message.id) })
    }

    func state(_ message: TenantMessage) async throws -> SendState? { try await row(message).sendState }

    /// What Twilio took.
    func accepted() async -> [Books.Post] { await simulator.books().accepted }

    /// What a lead says, as the worker of webhooks would write it down.
    @discardableResult
    func hear(_ body: String = "Hello", in talk: TenantConversationID) async throws -> TenantMessage {
        place.clock.advance(.milliseconds(1))
        let sid = "SM" + String(UInt64.random(in: 0 ... .max), radix: 16)
        let made = try await place.store.write(tenant) { t in
            try t.conversations.spoke(.inbound, in: talk, at: t.now)
            return try t.messages.insert(
                NewMessage(in: talk, .inbound, externalID: sid, body: body, createdAt: t.now))
        }
        let id = try #require(made).id
        return try #require(try await place.store.read(tenant) { try $0.messages.find(id) })
    }
}

/// How a piece of work ends that is to be refused.
func crmRefusal(_ work: () async throws -> some Any) async -> CRMError? {
    do {
        _ = try await work()
        return nil
    } catch let error as CRMError {
        return error
    } catch {
        Issue.record("\(error)")
        return nil
    }
}
