import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Requests of Twilio's as they are kept")
struct WebhookEventTests {
    static func event(_ talk: Conversing, _ id: WebhookEventID? = nil, channel: ChannelID?) -> WebhookEvent {
        WebhookEvent(
            tenant: talk.tenant, id: id ?? talk.place.store.surroundings.newID(at: talk.place.clock.now),
            kind: .inbound,
            accountSID: "AC1", channel: channel, ourAddress: Conversing.ours, target: Array("/x?y".utf8),
            body: [0xFF, 0, 65], receivedAt: talk.place.clock.now)
    }

    @Test("What is kept twice is kept once, byte for byte, and is due until it is done", arguments: StoreKind.allCases)
    func kept(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let event = Self.event(talk, channel: talk.channel)

        #expect(try await talk.write { [try $0.events.keep(event), try $0.events.keep(event)] } == [true, false])

        #expect(try await talk.place.store.readServer { try $0.gate.tenantsWithDueEvents(limit: 9) } == [talk.tenant])
        #expect(try await talk.write { try $0.events.takeDue(limit: 9) } == [event])
        try await talk.write { try $0.events.retry(event.id, at: $0.now + .seconds(5)) }
        #expect(try await talk.write { try $0.events.takeDue(limit: 9) }.isEmpty)
        talk.place.clock.advance(.seconds(5))
        #expect(try await talk.write { try $0.events.takeDue(limit: 9) }.map(\.attempts) == [1])
        try await talk.write { try $0.events.finish(event.id, .applied) }
        #expect(try await talk.place.store.readServer { try $0.gate.tenantsWithDueEvents(limit: 9) }.isEmpty)
        // A spool that is drained again makes nothing due.
        #expect(try await talk.write { try $0.events.keep(event) } == false)
        #expect(try await talk.write { try $0.events.takeDue(limit: 9) }.isEmpty)
        #expect(try await talk.read { try $0.events.list(limit: 9) }.map(\.outcome) == [.applied])
    }

    @Test("Two nodes that take due events at once do each of them once", arguments: StoreKind.allCases)
    func once(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let nodes = [talk.place.store, try await talk.place.another()]
        try await talk.write { t in
            for _ in 0..<40 { _ = try t.events.keep(Self.event(talk, channel: talk.channel)) }
        }

        let taken = try await withThrowingTaskGroup(of: [WebhookEventID].self) { group in
            for n in 0..<6 {
                group.addTask {
                    try await nodes[n % 2].write(talk.tenant) { t in
                        let events = try t.events.takeDue(limit: 10)
                        for event in events { try t.events.finish(event.id, .applied) }
                        return events.map(\.id)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }

        #expect(taken.count == 40)
        #expect(Set(taken).count == 40)
    }

    @Test(
        "An event for a number that nobody names waits, and is due once a channel does", arguments: StoreKind.allCases)
    func unrouted(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let event = Self.event(talk, channel: nil)
        _ = try await talk.write { try $0.events.keep(event) }

        #expect(try await talk.write { try $0.events.takeDue(limit: 9) }.isEmpty)
        #expect(try await talk.write { try $0.events.route(Conversing.ours, of: "AC2", to: talk.channel) } == 0)
        #expect(try await talk.write { try $0.events.route(Conversing.ours, of: "AC1", to: talk.channel) } == 1)

        #expect(try await talk.write { try $0.events.takeDue(limit: 9) }.map(\.channel) == [talk.channel])
    }

    @Test("Of what is not believed the last ones are kept, reason by reason", arguments: StoreKind.allCases)
    func quarantine(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let store = talk.place.store
        for n in 0..<7 {
            talk.place.clock.advance(.seconds(1))
            let id = (store.surroundings.newID(at: talk.place.clock.now) as AuditID).value
            let request = QuarantinedRequest(
                id: id, reason: n == 0 ? .unknownAccount : .signature, accountSID: "AC\(n)", target: [],
                body: [UInt8(n)],
                signature: "", receivedAt: talk.place.clock.now)
            try await store.writeServer { try $0.gate.quarantine(request, cap: 3) }
        }

        let kept = try await store.readServer { try $0.gate.quarantined(limit: 99) }

        #expect(kept.map(\.accountSID) == ["AC6", "AC5", "AC4", "AC0"])
    }

    @Test(
        "The gate hears of numbers that change hands and of new secrets, and of nothing else",
        arguments: StoreKind.allCases)
    func gate(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let store = talk.place.store
        func numbers() async throws -> [Int64] {
            try await store.readServer { try $0.gate.changes(since: Instant(seconds: 0)) }.map(\.number)
        }
        #expect(try await numbers().isEmpty)

        _ = try await talk.write { try $0.channels.change(talk.channel, [.name("x"), .webhookSeen]) }
        #expect(try await numbers().isEmpty)
        _ = try await talk.write { try $0.senders.claim(Conversing.ours, of: "AC1", for: talk.channel) }
        #expect(try await numbers() == [1])
        _ = try await talk.write { try $0.channels.change(talk.channel, [.previousToken("t", until: nil)]) }
        #expect(try await numbers() == [2])
        #expect(try await talk.read { try $0.senders.all() }.map(\.address) == [Conversing.ours])
    }
}
