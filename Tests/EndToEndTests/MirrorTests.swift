import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioSimulator

@Suite("The mirror of an account", .serialized)
struct MirrorTests {
    @Test("an account with three numbers and 10,000 one-time codes from a fourth shows none of those")
    func fourthNumber() async throws {
        let ours = [People.desk, People.secondDesk, People.dana]
        let line = try await Line(numbers: ours, others: [People.chen])
        await line.twilio.seed(seed(leads: 40, messages: 200, of: ours))
        await line.twilio.seed(seed(leads: 2000, messages: 10_000, of: [People.chen]))

        let summary = try await line.engine().fullPass()

        #expect(summary.isComplete)
        #expect(try line.store.counts().messages >= 200)
        #expect(try line.store.counts().messages < 400)
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("everything that can go wrong with reading costs time and nothing else")
    func badWeather() async throws {
        let line = try await Line()
        await line.twilio.seed(seed(leads: 300, messages: 3000, of: line.numbers))
        let faults: [Fault] = [
            Fault(.rateLimited, method: "GET", retryAfter: "1"), Fault(.html, method: "GET"),
            Fault(.cut, method: "GET"), Fault(.errorBefore, count: 2, method: "GET"),
            Fault(.noAnswer, method: "GET"), Fault(.rateLimited, method: "GET"),
            Fault(.html, method: "GET", status: 502), Fault(.oddRows, count: 3, method: "GET"),
        ]
        for fault in faults { await line.twilio.fault(fault) }
        let engine = line.engine()

        let isComplete = try await line.running(engine) {
            try await line.eventually {
                try line.store.counts().messages >= 3000 && line.store.cursors().allSatisfy { $0.reachedEnd }
            }
        }

        #expect(isComplete)
        await line.twilio.clearFaults()
        try await line.expectEqualBooks()
        #expect(line.transport.most == 1)
        try await line.end()
    }

    @Test("pages of ten million bytes are given up, and the mirror is complete all the same")
    func hugePages() async throws {
        let line = try await Line()
        await line.twilio.seed(seed(leads: 300, messages: 3000, of: line.numbers))
        for fault in [
            Fault(.huge, count: 2, method: "GET"), Fault(.oddRows, method: "GET"), Fault(.huge, method: "GET"),
        ] {
            await line.twilio.fault(fault)
        }

        let isComplete = try await line.running(line.engine()) {
            try await line.eventually {
                try line.store.counts().messages >= 3000 && line.store.cursors().allSatisfy { $0.reachedEnd }
            }
        }

        #expect(isComplete)
        await line.twilio.clearFaults()
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("a lead's message is here soon, and a second engine waits until the first one is gone")
    func twoEngines() async throws {
        let line = try await Line()
        let first = line.engine()
        let second = line.engine()
        let firstRun = Task { await first.run() }
        #expect(try await line.eventually { try !line.store.cursors().isEmpty })
        let secondRun = Task { await second.run() }

        try await line.twilio.inbound(from: People.ana.e164, body: "hello?")
        #expect(try await line.eventually { try line.store.counts().messages == 1 })
        firstRun.cancel()
        await firstRun.value
        try await line.twilio.inbound(from: People.ana.e164, body: "anybody there?")
        #expect(try await line.eventually { try line.store.counts().messages == 2 })

        secondRun.cancel()
        await secondRun.value
        #expect(await line.twilio.books().peakConcurrency == 1)
        try await line.end()
    }

    @Test("a message sent by command beside an open inbox leaves by the inbox's engine, at once")
    func sendBeside() async throws {
        let line = try await Line()
        let engine = line.engine(pace: .standard)
        let run = Task { await engine.run() }
        #expect(try await line.eventually { try line.store.cursors().count == 2 })
        let watcher = try StoreWatcher(line.store) { engine.nudge(.outbox) }

        let ending = try await line.leadline("send", People.ana.e164, "from a script", "--json")

        #expect(ending.status == 0)
        #expect(ending.output.contains(#""send_state":"submitted""#))
        #expect(await line.twilio.books().accepted.map(\.body) == ["from a script"])
        watcher.stop()
        run.cancel()
        await run.value
        #expect(await line.twilio.books().peakConcurrency == 1)
        try await line.end()
    }

    private func seed(leads: Int, messages: Int, of numbers: [PhoneNumber]) -> SeedPlan {
        var plan = SeedPlan(leads: leads, messages: messages)
        plan.numbers = numbers.map(\.e164)
        return plan
    }
}
