import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing
import TwilioSimulator

@Suite("No token is seen anywhere")
struct SecrecyTests {
    private static let tables = ["channels", "audit", "job_due", "sender_route", "idempotency", "nodes", "users"]

    @Test("Neither rows, nor what is shown, nor errors, reports and dumps hold a token", arguments: StoreKind.allCases)
    func grep(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            var credentials = try world.credentials()
            credentials.apiKeySID = world.simulator.apiKeySID
            credentials.apiKeySecret = SecretBytes(world.simulator.apiKeySecret.utf8)
            var texts: [String] = []
            func note(_ value: some Any) {
                var dumped = ""
                dump(value, to: &dumped)
                texts += ["\(value)", String(reflecting: value), dumped]
            }
            note(credentials)
            let order = NewChannelOrder(user: ann.user, name: "Shop", isActive: true, credentials: credentials)
            note(order)
            let channel = try await world.channels.create(order, in: ann.tenant, by: ann.actor)
            note(channel)
            note(try await world.row(channel.id, of: ann.tenant))
            let old = world.simulator.authToken
            let fresh = try await world.simulator.rotateToken()
            note(try await world.channels.test(channel.id, in: ann.tenant))
            note(await refusal { try await world.channels.activate(channel.id, in: ann.tenant, by: ann.actor) } as Any)
            note(
                await refusal {
                    try await world.channels.pointWebhooks(
                        channel.id, isConfirmed: true, in: ann.tenant, by: ann.actor)
                } as Any)
            note(
                try await world.channels.rotateToken(
                    channel.id, to: SecretBytes(fresh.utf8), grace: .seconds(60), in: ann.tenant, by: ann.actor))
            try await world.place.store.write(ann.tenant) {
                try $0.jobs.put("check_channel", about: channel.id.value, at: $0.now)
            }
            await world.simulator.fault(Fault(.errorBefore))
            note(try await world.work())
            note(world.channels)
            note(world.keys)
            for table in Self.tables { texts.append(try world.place.shell("SELECT * FROM \(table)")) }

            let secrets = [old, fresh, world.simulator.apiKeySecret]
            for secret in secrets { #expect(!texts.contains { $0.contains(secret) }) }
            #expect(texts.contains { $0.contains("enc:v1:") })
        }
    }

    @Test("A sealed token opens in its own row and column alone", arguments: StoreKind.allCases)
    func moved(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let (ann, bob) = (try await world.person("ann"), try await world.person("bob"))
            let hers = try await world.create(ann, try world.credentials())
            let his = try await world.create(bob, try world.credentials(of: world.other))
            let stolen = try await world.row(hers.id, of: ann.tenant).credentials

            try await world.place.store.write(bob.tenant) {
                _ = try $0.channels.change(his.id, [.credentials(stolen)])
            }

            let row = try await world.row(his.id, of: bob.tenant)
            #expect(throws: SealError.notGenuine) { try ChannelSeal(row, world.keys.ring).token(row) }
            #expect(try await world.channels.find(his.id, in: bob.tenant).authToken == "…")
            #expect(
                await refusal { try await world.channels.test(his.id, in: bob.tenant) }?.kind == "sealed")
        }
    }
}
