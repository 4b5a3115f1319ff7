import CRM
import Foundation
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("The gate for webhooks")
struct WebhookGateTests {
    private struct Vector: Decodable {
        let id: String, kind: String, url: String, signature: String, valid: Bool, authToken: String
        let rawBody: String?, body: String?, settingsHeader: String?
    }

    private struct VectorFile: Decodable { let vectors: [Vector] }

    @Test("It agrees with Twilio's own library on every known signature")
    func vectors() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/signature-vectors.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let vectors = try decoder.decode(VectorFile.self, from: Data(contentsOf: file)).vectors
        #expect(vectors.count == 70)

        for vector in vectors {
            let key = vector.settingsHeader?.split(separator: ",").first { $0.hasPrefix("key=") }?.dropFirst(4)
            // What is asked for by GET has its parameters in the address, so its body is an empty form.
            let signature = RequestSignature(
                urls: [Array(vector.url.utf8)], body: Array((vector.rawBody ?? vector.body ?? "").utf8),
                isJSON: vector.kind == "json", signature: vector.signature, settings: vector.settingsHeader)
            let secret = SigningSecret(SecretBytes(vector.authToken.utf8), key: key.map(String.init))
            #expect(signature.isMade(with: secret) == vector.valid, "\(vector.id)")
            // A key that is named is never a token's place.
            if key != nil { #expect(!signature.isMade(with: SigningSecret(SecretBytes(vector.authToken.utf8)))) }
        }
    }

    @Test("What is rightly signed is kept byte for byte before it is answered", arguments: StoreKind.allCases)
    func kept(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let webhook = InboundWorld.webhook(InboundWorld.text(1), target: "/api/webhooks/twilio/sms?x=%2b")

        #expect(await world.gate.receive(webhook) == .kept)

        let event = try #require(try await world.read { try $0.events.list(limit: 9) }.first)
        #expect(event.body == webhook.body)
        #expect(event.target == webhook.target)
        #expect(event.channel == world.channel)
        #expect(event.kind == .inbound)
    }

    @Test("What is forged, altered or of an account that nobody has is refused, counted and copied without effect")
    func refused() async throws {
        let world = try await InboundWorld(.sqlite)
        var altered = InboundWorld.webhook(InboundWorld.text(1))
        altered.body += Array("&X=1".utf8)
        let forged = InboundWorld.webhook(InboundWorld.text(2), token: "ffffffffffffffffffffffffffffffff")
        let stranger = InboundWorld.webhook(
            InboundWorld.text(3, "Hi", [("AccountSid", "AC" + String(repeating: "f", count: 32))]))
        let doubled = InboundWorld.webhook(InboundWorld.text(4) + [("To", "+15550100002")])
        var elsewhere = InboundWorld.webhook(InboundWorld.text(5))
        elsewhere.target += Array("?intent=1".utf8)

        #expect(await world.gate.receive(altered) == .refused(.signature))
        #expect(await world.gate.receive(forged) == .refused(.signature))
        #expect(await world.gate.receive(stranger) == .refused(.unknownAccount))
        #expect(await world.gate.receive(doubled) == .refused(.ambiguous))
        #expect(await world.gate.receive(elsewhere) == .refused(.signature))

        #expect(world.gate.refused == [.signature: 3, .unknownAccount: 1, .ambiguous: 1])
        #expect(try await world.read { try $0.events.list(limit: 9) }.isEmpty)
        var copies: [QuarantinedRequest] = []
        for _ in 0..<200 where copies.isEmpty {
            copies = try await world.place.store.readServer { try $0.gate.quarantined(limit: 9) }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(!copies.isEmpty)
    }

    @Test(
        "Another tenant with the same account and a token of its own cannot vouch for a number that is not its",
        arguments: StoreKind.allCases)
    func strangersToken(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let old = "00000000000000000000000000000000"
        let (other, spy) = try await world.place.tenant("bob")
        let channel = try await InboundWorld.channel(
            world.place, world.keys, other, spy, holding: ["+15550100002"], token: old)
        try await world.keeper.refresh()

        #expect(
            await world.gate.receive(InboundWorld.webhook(InboundWorld.text(1), token: old)) == .refused(.signature))
        let own = InboundWorld.webhook(InboundWorld.text(2, "Hi", [("To", "+15550100002")]), token: old)
        #expect(await world.gate.receive(own) == .kept)

        #expect(try await world.read { try $0.events.list(limit: 9) }.isEmpty)
        #expect(try await world.place.store.read(other) { try $0.events.list(limit: 9) }.map(\.channel) == [channel])
        // A number that neither names is looked up for the one who signed.
        let unnamed = InboundWorld.webhook(InboundWorld.text(3, "Hi", [("To", "+15550100003")]))
        #expect(await world.gate.receive(unnamed) == .kept)
        #expect(try await world.read { try $0.events.list(limit: 9) }.map(\.verdict) == [.unrouted])
    }

    @Test(
        "A text for a channel that was added a moment ago is let in at once, and goes to its tenant alone",
        arguments: StoreKind.allCases)
    func justAdded(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let (other, bob) = try await world.place.tenant("bob")
        let new = "+15550100002"
        // The same account with the same token, as two departments of one firm have it.
        let channel = try await InboundWorld.channel(world.place, world.keys, other, bob, holding: [new])

        let texts = await withTaskGroup(of: GateAnswer.self) { group in
            for n in 1...5 {
                group.addTask { await world.receive(InboundWorld.text(n, "Hi", [("To", new)])) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(texts == Array(repeating: .kept, count: 5))
        let events = try await world.place.store.read(other) { try $0.events.list(limit: 9) }
        #expect(events.map(\.channel) == Array(repeating: channel, count: 5))
        #expect(try await world.read { try $0.events.list(limit: 9) }.isEmpty)
    }

    @Test("While the database is away nothing is refused for good that a channel might have been added for")
    func unknownWhileAway() async throws {
        let world = try await InboundWorld(.sqlite, patience: .milliseconds(50))
        let forged = InboundWorld.webhook(InboundWorld.text(2), token: "ffffffffffffffffffffffffffffffff")
        let stranger = InboundWorld.webhook(
            InboundWorld.text(3, "Hi", [("AccountSid", "AC" + String(repeating: "f", count: 32))]))
        #expect(await world.gate.receive(forged) == .refused(.signature))

        try await world.place.store.close()

        #expect(await world.gate.receive(forged) == .unavailable)
        #expect(await world.gate.receive(stranger) == .unavailable)
        #expect(await world.receive(InboundWorld.text(1)) == .kept)
        #expect(world.spool.count == 1)
    }

    @Test("What is signed with a token that no key here opens is not called forged")
    func unreadable() async throws {
        let world = try await InboundWorld(.sqlite)
        let other = KeyFile(path: world.folder.path + "/another.key")
        _ = try other.create(hasSealedData: false)
        let keeper = GateKeeper(world.place.store, keys: try LiveKeys(file: other), patience: .seconds(30))
        try await keeper.load()
        let gate = WebhookGate(
            world.place.store, keeper: keeper, events: world.events, publicBases: [InboundWorld.base + "/"])

        #expect(await gate.receive(InboundWorld.webhook(InboundWorld.text(1))) == .unavailable)
        #expect(keeper.unreadable == 1 && gate.refused.isEmpty)
        #expect(try await SealedRows.missingKeys(of: try other.read(), in: world.place.store).count == 1)
        #expect(try await SealedRows.missingKeys(of: world.keys.ring, in: world.place.store).isEmpty)
    }

    @Test("After a rotation both tokens open, the old one until its time is over", arguments: StoreKind.allCases)
    func rotation(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let new = "99999999999999999999999999999999"
        let until = world.place.clock.now + .seconds(60)
        try await world.place.store.write(world.tenant) { [channel = world.channel, ring = world.keys.ring] t in
            let seal = ChannelSeal(channel, of: t.tenant, ring)
            var credentials = try #require(try t.channels.find(channel)).credentials
            credentials.authToken = seal.sealed(token: SecretBytes(new.utf8))
            let previous = seal.sealed(previous: SecretBytes(InboundWorld.token.utf8))
            _ = try t.channels.change(channel, [.credentials(credentials), .previousToken(previous, until: until)])
        }

        #expect(await world.gate.receive(InboundWorld.webhook(InboundWorld.text(2), token: new)) == .kept)
        #expect(await world.receive(InboundWorld.text(3)) == .kept)
        world.place.clock.advance(.seconds(60))
        #expect(await world.receive(InboundWorld.text(4)) == .refused(.signature))
        #expect(await world.gate.receive(InboundWorld.webhook(InboundWorld.text(5), token: new)) == .kept)
    }

    @Test("While the database is away webhooks lie on the disk for this user alone, and go in when it is back")
    func spool() async throws {
        let world = try await InboundWorld(.sqlite, patience: .milliseconds(50))
        // A writer that does not end stands for a database that takes nothing.
        let (begun, end) = (OnceRaised(), OnceRaised())
        let held = Task {
            try await world.place.another().write(world.tenant) { t in
                _ = try t.leads.findOrMake("+15550100044")
                begun.raise()
                while !end.isUp { Thread.sleep(forTimeInterval: 0.01) }
            }
        }
        while !begun.isUp { try await Task.sleep(for: .milliseconds(10)) }

        for n in 1...3 { #expect(await world.receive(InboundWorld.text(n)) == .kept) }
        #expect(world.spool.count == 3)
        let folder = world.folder.path + "/spool"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let rights = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.posixPermissions]
            #expect(rights as? Int == 0o600)
        }
        end.raise()
        try await held.value
        await world.events.drain()

        #expect(world.spool.count == 0)
        try await world.worker.work()
        let messages = try await world.read { try $0.messages.newest(limit: 9) }
        #expect(Set(messages.map(\.externalID)) == Set((1...3).map(InboundWorld.sid)))
        // On a busy machine the database may have taken too long for this one as well.
        #expect(await world.receive(InboundWorld.text(4)) == .kept)
        await world.events.drain()
        #expect(world.spool.count == 0)
    }

    @Test(
        "A spooled webhook of a tenant that a restored database does not have holds up nobody else's",
        arguments: StoreKind.allCases)
    func homeless(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let (gone, _) = try await world.place.tenant("bob")
        let surroundings = world.place.store.surroundings
        let stranger: TenantID = surroundings.newID(at: world.place.clock.now)
        var ids: [WebhookEventID] = []
        for tenant in [stranger, world.tenant, gone] {
            let event = WebhookEvent(
                tenant: tenant, id: surroundings.newID(at: world.place.clock.now), kind: .other,
                accountSID: InboundWorld.account, channel: nil, ourAddress: "", target: [], body: [],
                receivedAt: world.place.clock.now)
            // A node that still has the number of a tenant that is gone takes its webhook as any other's.
            #expect(await world.events.keep(event))
            ids.append(event.id)
        }

        await world.events.drain()

        #expect(world.spool.count == 0)
        #expect(try await world.read { try $0.events.list(limit: 9) }.map(\.id) == [ids[1]])
        #expect(try await world.place.store.read(gone) { try $0.events.list(limit: 9) }.map(\.id) == [ids[2]])
        let files = try FileManager.default.contentsOfDirectory(atPath: world.folder.path + "/spool")
        #expect(files == ["\(ids[0]).homeless"])
    }
}
