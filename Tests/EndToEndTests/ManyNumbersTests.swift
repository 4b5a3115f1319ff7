import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioSimulator

@Suite("A profile with many numbers", .serialized)
struct ManyNumbersTests {
    private static let numbers = (1...10).map { People.number("+1555010020\($0 - 1)") }

    private func line(concurrency: Int? = nil) async throws -> Line {
        let line = try await Line(numbers: Self.numbers, concurrency: concurrency)
        for (index, number) in Self.numbers.enumerated() {
            for count in 0..<6 {
                try await line.twilio.inbound(
                    from: People.lead(index * 100 + count).e164, to: number.e164, body: "to \(index), \(count)")
            }
        }
        return line
    }

    @Test("over a long way a few heads are asked for at once, and never more")
    func atOnce() async throws {
        let line = try await line()
        await line.twilio.fault(Fault(.slow, count: .max, method: "GET", delay: .milliseconds(50)))

        let summary = try await line.engine().fullPass()

        #expect(summary.isComplete)
        #expect((2...4).contains(line.transport.most))
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("an account that bears one request at a time is read to the end all the same")
    func oneAtATime() async throws {
        let line = try await line(concurrency: 1)
        await line.twilio.fault(Fault(.slow, count: .max, method: "GET", delay: .milliseconds(5)))

        let isComplete = try await line.running(line.engine()) {
            try await line.eventually {
                try line.store.cursors().count == 20 && line.store.cursors().allSatisfy(\.reachedEnd)
            }
        }

        #expect(isComplete)
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("what is written to any of them is here soon, while one of them cannot be read at all")
    func news() async throws {
        let line = try await line()
        await line.twilio.fault(Fault(.errorBefore, count: .max, to: Self.numbers[3].e164, status: 503))
        // Looks that are further apart than they take, as in life.
        let engine = line.engine(pace: SyncPace.standard.scaled(by: 0.02))
        let run = Task { await engine.run() }
        let others = Self.numbers.filter { $0 != Self.numbers[3] }
        #expect(try await line.eventually { try line.store.cursors().count(where: \.reachedEnd) == 19 })
        for number in others {
            try await line.twilio.inbound(from: People.ana.e164, to: number.e164, body: "news")
        }

        let isHere = try await line.eventually { try line.store.lead(.number(People.ana))?.unread == others.count }
        run.cancel()
        await run.value

        #expect(isHere)
        try await line.end()
    }
}
