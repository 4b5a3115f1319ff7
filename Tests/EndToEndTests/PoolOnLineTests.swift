import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioAPI
import TwilioSimulator

@Suite("A profile whose messaging service sends from a pool", .serialized)
struct PoolOnLineTests {
    /// A line whose one number of the settings is not in the pool.
    private func line(pool: [PhoneNumber] = [People.dana]) async throws -> Line {
        let line = try await Line(others: [People.secondDesk, People.dana], usesService: true)
        for number in [People.desk, People.secondDesk, People.dana] {
            try await line.twilio.pool(number.e164, isIn: pool.contains(number))
        }
        return line
    }

    private func lead(_ line: Line, _ peer: PhoneNumber = People.ana) throws -> LeadRow? {
        try line.store.lead(.number(peer))
    }

    /// A text counts as said when it is sent, and what comes before that is answered by it.
    private func isDelivered(_ id: MessageID, _ line: Line) throws -> Bool {
        let message = try line.store.message(id)
        return message?.ourNumber == People.dana && message?.status == .delivered
    }

    @Test("a reply to the pool's number is there, is answered from it, and a STOP blocks the lead")
    func replies() async throws {
        let line = try await line()
        let service = line.twilio.messagingServiceSID
        let engine = line.engine()
        let run = Task { await engine.run() }
        let first = try line.write("hello", service: service)
        #expect(try await line.eventually { try isDelivered(first, line) })
        // Dates have whole seconds, and what comes in the second of an answer may have come before it.
        try await Task.sleep(for: .seconds(1))
        try await line.twilio.inbound(from: People.ana.e164, to: People.dana.e164, body: "yes?")
        #expect(try await line.eventually { try lead(line)?.unread == 1 })

        let answer = try line.write("good", service: service)
        engine.nudge(.outbox)
        #expect(try await line.eventually { try line.store.message(answer)?.ourNumber == People.dana })
        try await line.twilio.inbound(from: People.ana.e164, to: People.dana.e164, body: "STOP")
        #expect(try await line.eventually { try lead(line)?.hasStopped == true })
        run.cancel()
        await run.value
        try await line.end()
    }

    @Test("a number that joins the pool is read soon, and one that leaves it is read on after a text of ours")
    func changing() async throws {
        let line = try await line()
        let first = try line.write("hello", service: line.twilio.messagingServiceSID)
        let run = Task { await line.engine().run() }
        #expect(try await line.eventually { try isDelivered(first, line) })
        try await line.twilio.pool(People.dana.e164, isIn: false)
        try await line.twilio.pool(People.secondDesk.e164, isIn: true)
        let isKnown = try await line.eventually {
            try line.store.ownNumbers().map(\.service) == [line.twilio.messagingServiceSID, nil]
        }
        #expect(isKnown)
        // What is there before a number is first read counts as read, by whole seconds.
        let isRead = try await line.eventually {
            try line.store.cursors().contains { $0.number == People.secondDesk && $0.headSince != nil }
        }
        #expect(isRead)
        try await Task.sleep(for: .seconds(1))

        try await line.twilio.inbound(from: People.bruno.e164, to: People.secondDesk.e164, body: "new here")
        try await line.twilio.inbound(from: People.ana.e164, to: People.dana.e164, body: "still there?")
        #expect(try await line.eventually { try lead(line, People.bruno)?.unread == 1 })
        #expect(try await line.eventually { try lead(line)?.unread == 1 })
        run.cancel()
        await run.value
        try await line.end()
    }

    @Test("a key that may not read the service closes no line, and the number of our own text is read all the same")
    func restrictedKey() async throws {
        let line = try await line()
        await line.twilio.fault(
            Fault(.errorBefore, count: .max, path: "/v1/Services", status: 403, code: 20003))
        let first = try line.write("hello", service: line.twilio.messagingServiceSID)
        let run = Task { await line.engine().run() }
        #expect(try await line.eventually { try isDelivered(first, line) })
        try await line.twilio.inbound(from: People.ana.e164, to: People.dana.e164, body: "yes?")
        #expect(try await line.eventually { try lead(line)?.unread == 1 })
        run.cancel()
        await run.value

        #expect(try line.store.ownNumbers() == [OwnNumber(People.dana, hasSent: true)])
        try await line.end()
    }
}
