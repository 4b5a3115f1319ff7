import CRM
import Foundation
import Messaging
import PhoneNumbers
import Secrets
import ServerStore
import ServerTestSupport
import Synchronization
import TestSupport
import Testing
import Transport
import Twilio
import TwilioAPI
import TwilioSimulator

/// Two Twilio accounts, a server's rows and its channels, for one test.
struct ChannelWorld: Sendable {
    let place: StorePlace
    let simulator: RunningSimulator
    /// The second account.
    var other: RunningSimulator { simulator.others[0] }
    let file: KeyFile
    let keys: LiveKeys
    let door: TwilioDoor
    let channels: Channels
    private let folder: TemporaryFolder

    private init(_ kind: StoreKind, _ simulator: RunningSimulator, patience: Duration) async throws {
        self.simulator = simulator
        place = try await StorePlace(kind)
        folder = try TemporaryFolder()
        file = KeyFile(path: folder.path + "/keys")
        _ = try file.create(hasSealedData: false)
        keys = try LiveKeys(file: file)
        let clock = place.clock
        door = TwilioDoor(
            hosts: try TwilioHosts(apiURL: simulator.base), transport: CurlTransport(), now: { clock.now },
            uptime: { clock.uptime }, patience: patience)
        channels = Channels(store: place.store, keys: keys, twilio: door, publicBases: ["https://crm.example"])
    }

    /// Runs a test in a world of its own. The first account has two numbers, both in its service's pool, the other one. In
    /// step, Twilio lives by the clock of the test.
    static func with(
        _ kind: StoreKind, patience: Duration = .seconds(60), balance: String = "48.7215",
        account: AccountKind = .full, isInStep: Bool = false, _ body: (ChannelWorld) async throws -> Void
    ) async throws {
        let step = SharedStep()
        var options = SimulatorOptions(pace: Pace(speed: 20))
        options.numbers = ["+12025550100", "+12025550101"]
        options.others = [OtherAccount(numbers: ["+12025550150"])]
        (options.balance, options.accountKind) = (balance, account)
        if isInStep { options.clock = .following { step.now } }
        let simulator = try await LocalTwilio.start(options)
        do {
            let world = try await ChannelWorld(kind, simulator, patience: patience)
            step.follow(world.place.clock)
            try await body(world)
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    /// A tenant with a user, as who asks.
    func person(_ name: String) async throws -> (tenant: TenantID, actor: AuditActor, user: UserID) {
        let (tenant, user) = try await place.tenant(name)
        return (tenant, AuditActor(user: user), user)
    }

    /// The credentials of an account with one of its numbers, or what is said instead.
    func credentials(
        of account: RunningSimulator? = nil, number: String? = nil, token: String? = nil, service: String? = nil
    ) throws -> PlainCredentials {
        let account = account ?? simulator
        let number = try #require(PhoneNumber(e164: number ?? account.from))
        return PlainCredentials(
            accountSID: account.accountSID, authToken: SecretBytes((token ?? account.authToken).utf8),
            phoneNumber: number, messagingServiceSID: service)
    }

    func create(
        _ who: (tenant: TenantID, actor: AuditActor, user: UserID), _ credentials: PlainCredentials,
        isActive: Bool = true, in channels: Channels? = nil, recording: @escaping Channels.Recording = { _, _ in }
    ) async throws -> ShownChannel {
        try await (channels ?? self.channels).create(
            NewChannelOrder(user: who.user, name: "Shop", isActive: isActive, credentials: credentials),
            in: who.tenant, by: who.actor, recording: recording)
    }

    /// The channel as its row has it.
    func row(_ channel: ChannelID, of tenant: TenantID) async throws -> ChannelRecord {
        try #require(try await place.store.read(tenant) { try $0.channels.find(channel) })
    }

    /// The channel that has an address.
    func holder(_ address: String) async throws -> ChannelID? {
        try await place.store.readServer { try $0.routes.sender(address) }?.channel
    }

    /// The first account, as somebody asks it who is no node.
    func service() throws -> TwilioSMSService {
        let access = try TwilioAccess(
            accountSID: simulator.accountSID, secret: simulator.authToken,
            hosts: try TwilioHosts(apiURL: simulator.base))
        return TwilioSMSService(
            access: access, sender: .number(try #require(PhoneNumber(e164: simulator.from))),
            transport: CurlTransport(),
            phoneBook: PhoneBook(), now: { [place] in place.clock.now }, uptime: { [place] in place.clock.uptime })
    }

    /// What the audit tells, in the order of the alphabet: lines of one millisecond have no other.
    func audit(_ tenant: TenantID) async throws -> [String] {
        try await place.store.read(tenant) { try $0.audit.list(limit: 99) }.map(\.action).sorted()
    }

    /// Does everything that is due within `span`, as a node's runner would; what became of it.
    @discardableResult
    func work(within span: Duration = .seconds(6)) async throws -> [JobReport] {
        place.clock.advance(span)
        return try await Self.work(place.store, channels.jobs)
    }

    static func work(_ store: TenantStore, _ kinds: [JobKind], lease: Duration = .seconds(60)) async throws
        -> [JobReport]
    {
        let (reports, words) = AsyncStream<JobReport>.makeStream()
        let runner = JobRunner(store: store, kinds: kinds, lease: lease, pause: .milliseconds(20)) { words.yield($0) }
        let running = Task { await runner.run() }
        let now = store.surroundings.now()
        while let next = try await store.readServer({ try $0.due.next() }), next <= now {
            try await Task.sleep(for: .milliseconds(10))
        }
        await runner.stop()
        await running.value
        words.finish()
        return await reports.reduce(into: []) { $0.append($1) }
    }
}

/// A clock that is there before the one that it follows.
private final class SharedStep: Sendable {
    private let clock = Mutex<HandClock?>(nil)
    var now: Instant { clock.withLock { $0?.now ?? HandClock.start } }
    func follow(_ other: HandClock) { clock.withLock { $0 = other } }
}

/// How a piece of work ends that is to be refused.
func refusal(_ work: () async throws -> some Any) async -> ChannelError? {
    do {
        _ = try await work()
        return nil
    } catch let error as ChannelError {
        return error
    } catch {
        Issue.record("\(error)")
        return nil
    }
}

extension ChannelError {
    /// The case alone, for what a test compares.
    var kind: String {
        switch self {
        case .unreachable: "unreachable"
        case .stale: "stale"
        case .notFound: "notFound"
        case .notOwned: "notOwned"
        case .credentialsRefused: "credentialsRefused"
        case .incomplete: "incomplete"
        case .notReady: "notReady"
        case .noPublicAddress: "noPublicAddress"
        case .sameToken: "sameToken"
        case .sealed: "sealed"
        }
    }
}
