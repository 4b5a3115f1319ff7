import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("How far a text has come")
struct MessageStatusTests {
    /// What there is to see of a message in the end.
    private struct End: Hashable {
        var status: DeliveryState?
        var code: Int?
        var sentAt: Instant?
        var deliveredAt: Instant?

        init(_ message: TenantMessage) {
            (status, code) = (message.status, message.errorCode)
            (sentAt, deliveredAt) = (message.sentAt, message.deliveredAt)
        }
    }

    private static func permutations<T>(_ list: [T]) -> [[T]] {
        guard list.count > 1 else { return [list] }
        return list.indices.flatMap { index in
            var rest = list
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    @Test(
        "Callbacks end the same in every order, doubled, and before or after the text itself is known",
        arguments: StoreKind.allCases)
    func orders(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let start = talk.place.clock.now
        let reports = [
            StatusReport(.sent, at: start + .seconds(1)),
            StatusReport(.other("strange"), at: start + .seconds(2)),
            StatusReport(.undelivered, errorCode: 30003, at: start + .seconds(3)),
            StatusReport(.delivered, at: start + .seconds(4)),
        ]
        var ends: Set<End> = []

        for (number, order) in Self.permutations(reports).enumerated() {
            let sid = "SM\(number)"
            let knownAfter = number % 5
            for (place, report) in order.enumerated() {
                if place == knownAfter { try await talk.say(sid) }
                try await talk.write { t in
                    try t.messages.report(report, of: sid)
                    try t.messages.report(report, of: sid)
                }
            }
            if knownAfter == order.count { try await talk.say(sid) }
            ends.insert(End(try #require(try await talk.read { try $0.messages.find(externalID: sid) })))
        }

        #expect(ends.count == 1)
        #expect(ends.first?.status == .delivered)
        #expect(ends.first?.code == nil)
        #expect(ends.first?.sentAt == start + .seconds(1))
        #expect(ends.first?.deliveredAt == start + .seconds(4))
        #expect(try await talk.read { try $0.messages.events(of: "SM0") }.count == 8)
    }

    @Test("The provider's record lowers a callback only where it was asked for after it", arguments: StoreKind.allCases)
    func record(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let start = talk.place.clock.now
        try await talk.say("SM1")
        try await talk.write { try $0.messages.report(StatusReport(.delivered, at: start + .seconds(5)), of: "SM1") }

        func merge(_ status: DeliveryState, updated: Int, asked: Int) async throws -> DeliveryState? {
            let report = StatusReport(status, errorCode: 30008, from: .resource, at: start + .seconds(asked))
            let resource = ResourceReport(
                report, dateUpdated: start + .seconds(updated), askedAt: start + .seconds(asked))
            try await talk.write { try $0.messages.merge(resource, into: "SM1") }
            return try await talk.read { try $0.messages.find(externalID: "SM1") }?.status
        }

        #expect(try await merge(.undelivered, updated: 6, asked: 4) == .delivered)
        #expect(try await merge(.undelivered, updated: 5, asked: 9) == .delivered)
        #expect(try await merge(.undelivered, updated: 6, asked: 9) == .undelivered)
        #expect(try await talk.read { try $0.messages.find(externalID: "SM1") }?.errorCode == 30008)
    }

    @Test("A text whose answer was lost is known by the intent that its callback names", arguments: StoreKind.allCases)
    func intent(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let lost = try await talk.say(nil, state: .unknown)
        let heard = try #require(try await talk.hear("SM7"))

        try await talk.write { t in
            // One that names a text of the lead's, or another that has a SID already, ties nothing.
            try t.messages.report(StatusReport(.sent, at: t.now), of: "SM9", intent: heard.id)
            try t.messages.report(StatusReport(.sent, at: t.now), of: "SM8", intent: lost.id)
            try t.messages.report(StatusReport(.sent, at: t.now), of: "SM9", intent: lost.id)
        }

        let found = try #require(try await talk.read { try $0.messages.find(lost.id) })
        #expect(found.externalID == "SM8")
        #expect(found.sendState == .submitted)
        #expect(found.status == .sent)
        #expect(try await talk.read { try $0.messages.find(externalID: "SM9") } == nil)
    }

    @Test("A report and the text that it is about miss each other on no node", arguments: StoreKind.allCases)
    func meeting(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let other = try await talk.place.another()
        try await talk.say("SM0")

        for n in 1...8 {
            async let told: Void = other.write(talk.tenant) {
                try $0.messages.report(StatusReport(.delivered, at: $0.now), of: "SM\(n)")
            }
            _ = try await (talk.say("SM\(n)"), told)
        }

        let messages = try await talk.read { try $0.messages.newest(limit: 8) }
        #expect(messages.map(\.status) == Array(repeating: .delivered, count: 8))
    }
}
