import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("The ledger of whom not to write to")
struct OptOutLedgerTests {
    private static let hash: [UInt8] = [7]

    private func add(
        _ evidence: OptOutEvidence, _ talk: Conversing, sender: String = Conversing.ours, origin: OptOut.Origin = .lead
    ) async throws -> OptOut {
        try await talk.write {
            try $0.optOuts.add(
                evidence,
                about: OptOutSubject(sender: sender, addressHash: Self.hash, address: Conversing.lead, origin: origin))
        }
    }

    private func blocked(_ talk: Conversing, _ senders: [String] = [Conversing.ours]) async throws -> Bool {
        try await talk.read { try $0.optOuts.isBlocked(Self.hash, for: senders) }
    }

    @Test("STOP and START count by the provider's time, in whatever order they come", arguments: StoreKind.allCases)
    func order(kind: StoreKind) async throws {
        let start = Instant(seconds: 1_800_000_000)
        let evidence = [
            OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: start, isDated: true),
            OptOutEvidence(.closes, by: .keyword, reference: "SM2", at: start + .seconds(10), isDated: true),
            OptOutEvidence(.opens, by: .refusal, reference: "SM3", at: start + .seconds(5), isDated: true),
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0, 0, 1]] {
            let talk = try await Conversing(StorePlace(kind))
            for index in order { _ = try await add(evidence[index], talk) }
            #expect(try await blocked(talk) == false, "\(order)")
        }
    }

    @Test(
        "A STOP blocks before its time is known, and a START lifts nothing before that", arguments: StoreKind.allCases)
    func undated(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let now = talk.place.clock.now

        #expect(
            try await add(OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: now, isDated: false), talk).isOpen)
        #expect(
            try await add(
                OptOutEvidence(.closes, by: .keyword, reference: "SM2", at: now + .seconds(9), isDated: false), talk
            ).isOpen)
        // The STOP was older than the START, though it came later.
        #expect(
            try await add(
                OptOutEvidence(.closes, by: .keyword, reference: "SM2", at: now - .seconds(5), isDated: true), talk
            ).isOpen)
        let last = try await add(
            OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: now - .seconds(9), isDated: true), talk)

        #expect(!last.isOpen)
        #expect(try await talk.read { try $0.optOuts.evidence(of: last.id) }.map(\.reference) == ["SM1", "SM2"])
    }

    @Test("Two nodes that learn at once when texts were written judge by both", arguments: StoreKind.allCases)
    func datedTogether(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let other = try await talk.place.another()
        let now = talk.place.clock.now
        for n in 0..<8 {
            let (stop, start, hash) = ("SMa\(n)", "SMb\(n)", [UInt8(n)])
            let subject = OptOutSubject(sender: Conversing.ours, addressHash: hash, address: Conversing.lead)
            try await talk.write { t in
                for (kind, reference) in [(OptOutEvidence.Kind.opens, stop), (.closes, start)] {
                    try t.optOuts.add(
                        OptOutEvidence(kind, by: .keyword, reference: reference, at: now, isDated: false),
                        about: subject)
                }
            }

            async let dated: Void = other.write(talk.tenant) { try $0.optOuts.date(stop, at: now - .seconds(90)) }
            try await talk.write { try $0.optOuts.date(start, at: now - .seconds(30)) }
            try await dated

            #expect(try await talk.read { try $0.optOuts.isBlocked(hash, for: [Conversing.ours]) } == false)
        }
    }

    @Test(
        "The lead's START does not lift what a person decided, nor what another sender was told",
        arguments: StoreKind.allCases)
    func own(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let now = talk.place.clock.now
        _ = try await add(
            OptOutEvidence(.opens, by: .person, reference: "x", at: now, isDated: true, user: talk.user), talk,
            origin: .person)
        _ = try await add(
            OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: now, isDated: true), talk, sender: "MG1")

        _ = try await add(
            OptOutEvidence(.closes, by: .keyword, reference: "SM2", at: now + .seconds(1), isDated: true), talk)

        #expect(try await blocked(talk))
        #expect(try await blocked(talk, ["MG1"]))
        #expect(try await blocked(talk, ["MG2"]) == false)
    }

    @Test(
        "Evidence that two nodes add at once is all counted, and the feed tells of the row once for each change",
        arguments: StoreKind.allCases)
    func together(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let now = talk.place.clock.now

        try await withThrowingTaskGroup { group in
            for n in 0..<10 {
                group.addTask {
                    _ = try await add(
                        OptOutEvidence(
                            n == 9 ? .closes : .opens, by: .keyword, reference: "SM\(n)", at: now + .seconds(n),
                            isDated: true), talk)
                }
            }
            try await group.waitForAll()
        }

        #expect(try await blocked(talk) == false)
        let told = try await talk.read { try $0.feed.optOuts(after: 0, limit: 9) }
        #expect(told.map(\.record.isOpen) == [false])
        let before = try await talk.read { try $0.feed.last() }
        _ = try await add(OptOutEvidence(.opens, by: .keyword, reference: "SM0", at: now, isDated: true), talk)
        #expect(try await talk.read { try $0.feed.last() } == before)
    }
}
