import LocalStore
import Messaging
import Sync
import Synchronization
import TestSupport
import Testing
import TwilioAPI
import TwilioSimulator

@Suite("Rows that are deleted while a list is read", .serialized)
struct LostPlaceTests {
    /// Deletes the row that the page goes on behind, before each of the further pages is asked for that `turns` counts.
    private func deleteAnchors(of line: Line, at turns: Set<Int>) -> Counter {
        let (twilio, counter) = (line.twilio, Counter())
        line.transport.beforeEach { path in
            guard let sid = Self.anchor(path), turns.contains(counter.next()) else { return }
            // A row that another page went on behind is gone already.
            if (try? await twilio.change(sid, .deleted)) != nil { counter.noteDeletion() }
        }
        return counter
    }

    /// The row that a further page goes on behind, from its address.
    private static func anchor(_ path: String) -> String? {
        guard let token = path.firstRange(of: "PageToken=PA") else { return nil }
        return String(path[token.upperBound...].prefix { $0 != "&" })
    }

    /// Every message that Twilio lists and the mirror has not.
    private func missing(_ line: Line) async throws -> [String] {
        try await line.remoteMessages().keys.filter { try line.store.message(externalID: $0) == nil }
    }

    @Test(
        "history that loses its places misses no message, whatever Twilio says behind a deleted row",
        arguments: [LostAnchor.page(rows: 0), .page(rows: 7), .refused, .kept])
    func history(rule: LostAnchor) async throws {
        let line = try await Line()
        await line.twilio.seed(SeedPlan(leads: 200, messages: 6000))
        await line.twilio.lostAnchors(rule)
        let counter = deleteAnchors(of: line, at: [1, 3, 4])

        let summary = try await line.engine().fullPass()

        #expect(summary.isComplete)
        #expect(counter.deletions > 0)
        #expect(try await missing(line).isEmpty)
        try await line.end()
    }

    @Test(
        "a catch-up over many pages that loses its places misses no message",
        arguments: [LostAnchor.page(rows: 0), .page(rows: 7), .refused, .kept])
    func catchUp(rule: LostAnchor) async throws {
        let line = try await Line()
        try await line.twilio.inbound(from: People.ana.e164, body: "first")
        _ = try await line.engine().fullPass()
        for index in 0..<900 {
            try await line.twilio.inbound(from: People.lead(index % 40).e164, body: "news \(index)")
        }
        await line.twilio.lostAnchors(rule)
        let counter = deleteAnchors(of: line, at: [1, 4, 9, 10, 30])

        _ = try await line.engine().fullPass()
        line.transport.beforeEach { _ in }
        _ = try await line.engine().fullPass()

        #expect(counter.deletions > 0)
        #expect(try await missing(line).isEmpty)
        try await line.end()
    }
}

/// Counts calls and what was deleted before them.
private final class Counter: Sendable {
    private let counts = Mutex((calls: 0, deletions: 0))

    func next() -> Int {
        counts.withLock { counts in
            counts.calls += 1
            return counts.calls
        }
    }

    func noteDeletion() { counts.withLock { $0.deletions += 1 } }
    var deletions: Int { counts.withLock { $0.deletions } }
}
