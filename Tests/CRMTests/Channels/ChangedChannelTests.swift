import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("A channel that is changed")
struct ChangedChannelTests {
    @Test("A change needs the version that was seen, and tells the new one", arguments: StoreKind.allCases)
    func versions(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())

            let changed = try await world.channels.change(
                channel.id, [.name("Office"), .mps(3), .timezone("Europe/Paris")], ifVersion: channel.version,
                in: ann.tenant, by: ann.actor)

            #expect(changed.name == "Office" && changed.settings.mps == 3 && changed.version == channel.version + 1)
            #expect(changed.status == .active)
            #expect(
                await refusal {
                    try await world.channels.change(
                        channel.id, [.name("Late")], ifVersion: channel.version, in: ann.tenant, by: ann.actor)
                }?.kind == "stale")
            #expect(
                await refusal {
                    try await world.channels.delete(
                        channel.id, ifVersion: channel.version, in: ann.tenant, by: ann.actor)
                }?.kind == "stale")
        }
    }

    @Test("A channel that is switched off and on again is asked about again", arguments: StoreKind.allCases)
    func switched(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let id = try await world.create(ann, try world.credentials()).id
            let off = try await world.channels.change(id, [.isActive(false)], in: ann.tenant, by: ann.actor)
            #expect(off.status == .inactive)
            #expect(try await world.holder(world.simulator.from) == id)
            await world.other.acquire(world.simulator.from)

            let refused = await refusal {
                try await world.channels.change(id, [.isActive(true)], in: ann.tenant, by: ann.actor)
            }
            #expect(refused?.kind == "notOwned")
            await world.simulator.acquire(world.simulator.from)
            let on = try await world.channels.change(id, [.isActive(true)], in: ann.tenant, by: ann.actor)

            #expect(on.status == .active)
        }
    }

    @Test("Activation refuses what is hard and says all of it", arguments: StoreKind.allCases)
    func activation(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let wrong = try await world.create(
                ann, try world.credentials(token: "11111111111111111111111111111111"), isActive: false)
            let foreign = try await world.create(ann, try world.credentials(number: world.other.from), isActive: false)
            let good = try await world.create(ann, try world.credentials(), isActive: false)
            func activate(_ channel: ShownChannel) async throws -> ShownChannel {
                try await world.channels.activate(channel.id, in: ann.tenant, by: ann.actor)
            }

            guard case .notReady(let findings) = await refusal({ try await activate(wrong) }) else {
                Issue.record("not refused")
                return
            }
            #expect(findings.map(\.code) == ["credentials_refused"])
            #expect(await refusal { try await activate(foreign) }?.kind == "notOwned")
            #expect(try await activate(good).status == .active)
            #expect(try await activate(good).status == .active)
            await world.simulator.fault(Fault(.unreachable, count: .max))
            let second = try await world.create(ann, try world.credentials(number: "+12025550101"), isActive: false)
            #expect(try await activate(second).isPending)
        }
    }

    @Test(
        "After a rotation the new token is the channel's and the old one verifies for its grace",
        arguments: StoreKind.allCases)
    func rotation(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let id = try await world.create(ann, try world.credentials()).id
            let fresh = SecretBytes(try await world.simulator.rotateToken().utf8)

            let rotated = try await world.channels.rotateToken(
                id, to: fresh, grace: .seconds(3600), in: ann.tenant, by: ann.actor)

            #expect(rotated.authToken == "…" + (fresh.text ?? "").suffix(4))
            let row = try await world.row(id, of: ann.tenant)
            let seal = ChannelSeal(row, world.keys.ring)
            #expect(try seal.token(row) == fresh)
            #expect(try seal.previousToken(row, at: world.place.clock.now)?.text == world.simulator.authToken)
            #expect(try seal.previousToken(row, at: world.place.clock.now + .seconds(3600)) == nil)
            #expect(try await world.work(within: .seconds(3600)).contains(.done(kind: "forget_token")))
            #expect(try await world.row(id, of: ann.tenant).previousToken == nil)
            #expect(try await world.audit(ann.tenant) == ["channel.created", "channel.token_rotated"])
        }
    }

    @Test("A token that Twilio does not take, or that is there already, changes nothing", arguments: StoreKind.allCases)
    func wrongRotation(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            func rotate(_ token: String) async throws {
                _ = try await world.channels.rotateToken(
                    channel.id, to: SecretBytes(token.utf8), grace: .zero, in: ann.tenant, by: ann.actor)
            }

            #expect(
                await refusal { try await rotate("11111111111111111111111111111111") }?.kind == "credentialsRefused")
            #expect(await refusal { try await rotate(world.simulator.authToken) }?.kind == "sameToken")
            await world.simulator.fault(Fault(.unreachable, count: .max))
            #expect(await refusal { try await rotate("22222222222222222222222222222222") }?.kind == "unreachable")

            #expect(try await world.channels.find(channel.id, in: ann.tenant) == channel)
        }
    }
}
