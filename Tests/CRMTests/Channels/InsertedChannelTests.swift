import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("A channel that somebody inserted by SQL")
struct InsertedChannelTests {
    private func insert(
        _ world: ChannelWorld, _ user: UserID, sid: String? = nil, token: String? = nil, number: String? = nil,
        type: String = "twilio_sms"
    ) throws {
        let build = world.place.kind == .postgres ? "jsonb_build_object" : "json_object"
        try world.place.shell(
            """
            INSERT INTO channels (user_id, type, name, status, credentials)
            VALUES ('\(user)', '\(type)', 'My Twilio SMS', 'active',
              \(build)('accountSid', '\(sid ?? world.simulator.accountSID)', 'authToken',
                '\(token ?? world.simulator.authToken)', 'phoneNumber', '\(number ?? world.simulator.from)'));
            """)
    }

    /// What the rows were inserted with is dated by the machine's clock.
    @discardableResult
    private func catchUp(_ world: ChannelWorld) async throws -> [JobReport] {
        let due = try #require(Int64(try world.place.shell("SELECT max(due_at) FROM job_due")))
        world.place.clock.set(Instant(milliseconds: due))
        return try await world.work()
    }

    @Test(
        "It is sealed and asked about before it has any effect, and its token counts as known",
        arguments: StoreKind.allCases)
    func checked(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            try insert(world, ann.user)
            let before = try #require(try await world.channels.list(in: ann.tenant, limit: 9).first)
            #expect(try await world.holder(world.simulator.from) == nil)
            #expect(before.authToken == "…" + world.simulator.authToken.suffix(4))

            let reports = try await catchUp(world)

            #expect(reports == [.done(kind: "check_channel")])
            let row = try await world.row(before.id, of: ann.tenant)
            #expect(row.status == .active && row.proof == .owned && row.exposedAt != nil)
            #expect(KeyRing.isSealed(row.credentials.authToken ?? ""))
            #expect(try await world.holder(world.simulator.from) == before.id)
            #expect(try await world.audit(ann.tenant) == ["channel.proved", "channel.sealed"])
            #expect(try await world.channels.test(before.id, in: ann.tenant).contains { $0.code == "token_exposed" })
        }
    }

    @Test(
        "What the account does not own, or what is no account at all, is sealed and stays inactive",
        arguments: StoreKind.allCases, ["number", "account", "token", "words", "type"])
    func refused(kind: StoreKind, what: String) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            try insert(
                world, ann.user, sid: what == "account" ? "AC1" : nil,
                token: what == "token" ? "0123456789abcdef" : nil,
                number: what == "number" ? world.other.from : what == "words" ? "call me" : nil,
                type: what == "type" ? "pigeon" : "twilio_sms")

            try await catchUp(world)

            let channel = try #require(try await world.channels.list(in: ann.tenant, limit: 9).first)
            let row = try await world.row(channel.id, of: ann.tenant)
            #expect(row.status == .inactive && row.proof == .refused)
            #expect(KeyRing.isSealed(row.credentials.authToken ?? ""))
            #expect(try await world.place.store.readServer { try $0.routes.senders(limit: 9) }.isEmpty)
            let findings = try await world.channels.test(channel.id, in: ann.tenant)
            #expect(what == "type" || findings.contains { $0.severity == .hard && $0.remedy != nil })
        }
    }

    @Test("It takes no number that is another's", arguments: StoreKind.allCases)
    func taken(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let (ann, bob) = (try await world.person("ann"), try await world.person("bob"))
            let first = try await world.create(ann, try world.credentials())
            try insert(world, bob.user)

            try await catchUp(world)

            let second = try #require(try await world.channels.list(in: bob.tenant, limit: 9).first)
            #expect(second.status == .inactive && !second.isPending)
            #expect(try await world.holder(world.simulator.from) == first.id)
        }
    }

    @Test("While Twilio is away it lies sealed and without effect", arguments: StoreKind.allCases)
    func away(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            try insert(world, ann.user)
            await world.simulator.fault(Fault(.unreachable, count: .max))

            try await catchUp(world)

            let channel = try #require(try await world.channels.list(in: ann.tenant, limit: 9).first)
            #expect(channel.status == .inactive && channel.isPending)
            #expect(try await world.row(channel.id, of: ann.tenant).sealedAt != nil)
            await world.simulator.clearFaults()
            try await world.work(within: .seconds(60))
            #expect(try await world.channels.find(channel.id, in: ann.tenant).status == .active)
        }
    }
}
