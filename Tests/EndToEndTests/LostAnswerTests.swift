import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioSimulator

@Suite("Answers that get lost", .serialized)
struct LostAnswerTests {
    /// What happens to a send, and what the outbox must make of it in the end.
    struct Mishap: Sendable, CustomTestStringConvertible {
        let fault: Fault
        let end: SendState
        var testDescription: String { "\(fault.kind.rawValue) ends as \(end.rawValue)" }
    }

    static let mishaps = [
        Mishap(fault: Fault(.noAnswer, method: "POST"), end: .submitted),
        Mishap(fault: Fault(.errorAfter, method: "POST"), end: .submitted),
        Mishap(fault: Fault(.errorAfter, method: "POST", status: 503), end: .submitted),
        Mishap(fault: Fault(.cut, method: "POST"), end: .submitted),
        Mishap(fault: Fault(.unreachable, method: "POST"), end: .absent),
        Mishap(fault: Fault(.errorBefore, method: "POST"), end: .absent),
        Mishap(fault: Fault(.html, method: "POST"), end: .absent),
        Mishap(fault: Fault(.rateLimited, method: "POST"), end: .submitted),
        Mishap(fault: Fault(.rateLimited, method: "POST", retryAfter: "1"), end: .submitted),
        Mishap(fault: Fault(.slow, method: "POST", delay: .milliseconds(300)), end: .submitted),
    ]

    @Test("whatever happens to a send, the message leaves once or not at all, and is one bubble", arguments: mishaps)
    func mishap(_ mishap: Mishap) async throws {
        let line = try await Line()
        await line.twilio.fault(mishap.fault)
        let id = try line.write("Is it still for sale?")

        let isSettled = try await line.running(line.engine()) {
            try await line.eventually { try line.sendState(id) == mishap.end }
        }

        #expect(isSettled)
        #expect(await line.twilio.books().accepted.count == (mishap.end == .submitted ? 1 : 0))
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("of two equal texts of which one was accepted, one is found and the other is known to be missing")
    func twins() async throws {
        let line = try await Line()
        await line.twilio.fault(Fault(.unreachable, method: "POST"))
        let first = try line.write("yes")
        let engine = line.engine()

        let run = Task { await engine.run() }
        let isFirstMissing = try await line.eventually { try line.sendState(first) == .absent }
        await line.twilio.fault(Fault(.noAnswer, method: "POST"))
        let second = try line.write("yes")
        engine.nudge(.outbox)
        let isSettled = try await line.eventually { try line.store.openOutbox().isEmpty }
        run.cancel()
        await run.value

        #expect(isFirstMissing)
        #expect(isSettled)
        let states = try [line.sendState(first), line.sendState(second)]
        #expect(Set(states) == [.absent, .submitted])
        #expect(await line.twilio.books().accepted.count == 1)
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("forty texts through a line that breaks all the time: every accepted one belongs to one intent")
    func storm() async throws {
        let line = try await Line()
        var intents: [MessageID] = []
        for index in 0..<40 {
            // Few different texts, so that a wrong pairing would be possible.
            intents.append(try line.write(["yes", "no", "later"][index % 3], to: People.lead(index % 8)))
        }
        for kind in [Fault.Kind.noAnswer, .unreachable, .errorAfter, .rateLimited, .cut, .errorBefore] {
            await line.twilio.fault(Fault(kind, count: 2, method: "POST"))
        }
        await line.twilio.fault(Fault(.html, count: 3, method: "GET"))

        let isSettled = try await line.running(line.engine()) {
            try await line.eventually { try line.store.openOutbox().isEmpty }
        }

        #expect(isSettled)
        let states = try intents.map { try line.sendState($0) }
        let accepted = await line.twilio.books().accepted
        #expect(states.count { $0 == .submitted } == accepted.count)
        #expect(states.allSatisfy { $0 == .submitted || $0 == .absent })
        let sids = try intents.compactMap { try line.store.message($0)?.externalID }
        #expect(Set(sids) == Set(accepted.compactMap(\.sid)))
        #expect(sids.count == Set(sids).count)
        try await line.expectEqualBooks()
        try await line.end()
    }
}
