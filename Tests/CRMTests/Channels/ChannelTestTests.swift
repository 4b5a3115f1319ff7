import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing
import TwilioSimulator

@Suite("What the test of a channel finds")
struct ChannelTestTests {
    private func findings(
        _ world: ChannelWorld, _ credentials: PlainCredentials
    ) async throws -> [String: ChannelFinding] {
        let who = try await world.person("user \(Int.random(in: 0...999_999))")
        let channel = try await world.create(who, credentials, isActive: false)
        let findings = try await world.channels.test(channel.id, in: who.tenant)
        #expect(findings.allSatisfy { $0.severity == .good || $0.remedy != nil })
        return Dictionary(findings.map { ($0.code, $0) }) { first, _ in first }
    }

    @Test("A channel whose texts come here is well", arguments: StoreKind.allCases)
    func good(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            try await world.simulator.setWebhook("https://crm.example/api/webhooks/twilio/sms")

            let found = try await findings(world, try world.credentials())

            #expect(found.keys.sorted() == ["credentials_good", "number_owned", "webhook_good"])
        }
    }

    @Test(
        "Trial, a low balance, texts that go elsewhere and a key that is none are told of",
        arguments: StoreKind.allCases)
    func soft(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, balance: "1.20", account: .trial) { world in
            try await world.simulator.setWebhook("https://user:secret-word@old.example/sms?token=abc")
            var credentials = try world.credentials()
            credentials.apiKeySID = "SK" + String(repeating: "0", count: 32)
            credentials.apiKeySecret = SecretBytes("00000000000000000000".utf8)

            let found = try await findings(world, credentials)

            #expect(found["trial_account"]?.severity == .soft)
            #expect(found["balance_low"]?.detail.contains("1.20") == true)
            #expect(found["webhook_elsewhere"]?.detail.contains("https://old.example/sms") == true)
            #expect(found["webhook_elsewhere"]?.detail.contains("secret-word") == false)
            #expect(found["api_key_refused"]?.severity == .hard)
        }
    }

    @Test("A number of another account, one that is taken, and a Twilio that is away", arguments: StoreKind.allCases)
    func hard(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            _ = try await world.create(ann, try world.credentials())

            let foreign = try await findings(world, try world.credentials(number: world.other.from))
            let taken = try await findings(world, try world.credentials())
            await world.simulator.fault(Fault(.unreachable, count: .max))
            let away = try await findings(world, try world.credentials())

            #expect(foreign["number_not_owned"]?.severity == .hard)
            #expect(taken["number_taken"]?.severity == .hard)
            #expect(away["twilio_unreachable"]?.severity == .soft)
        }
    }

    @Test(
        "Webhooks are shown first and set once it is confirmed, those of the service too", arguments: StoreKind.allCases
    )
    func webhooks(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let id = try await world.create(ann, try world.credentials()).id
            try await world.simulator.setWebhook("https://old.example/sms")
            func point(_ isConfirmed: Bool) async throws -> WebhookPlan {
                try await world.channels.pointWebhooks(id, isConfirmed: isConfirmed, in: ann.tenant, by: ann.actor)
            }

            let shown = try await point(false)
            #expect(shown.changes.map(\.setting) == ["number.sms_url"])
            #expect(shown.changes.first?.present == "https://old.example/sms" && !shown.isApplied)
            #expect(try await point(false) == shown)
            let done = try await point(true)

            #expect(done.isApplied && done.changes == shown.changes)
            #expect(try await point(true).changes.isEmpty)
            #expect(try await world.audit(ann.tenant) == ["channel.created", "channel.webhooks_set"])
            #expect(try await world.channels.test(id, in: ann.tenant).contains { $0.code == "webhook_good" })
        }
    }

    @Test("An answer that is lost while webhooks are set is made up for by looking", arguments: StoreKind.allCases)
    func lostAnswer(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let id = try await world.create(ann, try world.credentials()).id
            await world.simulator.fault(Fault(.noAnswer, method: "POST"))

            let plan = try await world.channels.pointWebhooks(
                id, isConfirmed: true, in: ann.tenant, by: ann.actor)

            #expect(plan.isApplied)
            #expect(try await world.channels.test(id, in: ann.tenant).contains { $0.code == "webhook_good" })
        }
    }
}
