import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioSimulator

@Suite("Texts that Twilio gives back in another form, after a lost answer", .serialized)
struct EvidenceOnLineTests {
    /// A text, and what Twilio makes of it before anybody sees it.
    struct Bent: Sendable, CustomTestStringConvertible {
        let text: String
        let rewriting: Rewriting
        var testDescription: String { "\(rewriting)" }
    }

    static let bents = [
        Bent(text: "  Is it still for sale?\n", rewriting: .trimmed),
        Bent(text: "one  \ntwo \t\nthree", rewriting: .trimmedLines),
        Bent(text: "one\ntwo\n\nthree", rewriting: .carriageReturns),
        Bent(text: "10\u{A0}000\t€", rewriting: .plainSpaces),
        Bent(text: "in\u{200B}visible \u{2060}marks", rewriting: .withoutZeroWidth),
        Bent(text: "\u{301}accent first", rewriting: .prefixed("Sent from your Twilio trial account - ")),
    ]

    @Test("whatever Twilio does to a text, it is found, and is one bubble", arguments: bents)
    func bent(_ bent: Bent) async throws {
        let line = try await Line()
        await line.twilio.bend(SendBend(rewriting: bent.rewriting))
        await line.twilio.fault(Fault(.noAnswer, method: "POST"))
        let id = try line.write(bent.text)

        let isFound = try await line.running(line.engine()) {
            try await line.eventually { try line.sendState(id) == .submitted }
        }

        #expect(isFound)
        #expect(await line.twilio.books().accepted.count == 1)
        try await line.expectEqualBooks()
        try await line.end()
    }

    @Test("a text whose body is gone before the look stays unknown, and a person says that it is this one")
    func redacted() async throws {
        let line = try await Line()
        await line.twilio.bend(SendBend(rewriting: .text("")))
        await line.twilio.fault(Fault(.noAnswer, method: "POST"))
        let id = try line.write("Is it still for sale?")

        let isAsked = try await line.running(line.engine()) {
            try await line.eventually { try line.store.message(id)?.doubt?.wasSought == true }
        }

        #expect(isAsked)
        #expect(try line.sendState(id) == .unknown)
        #expect(await line.twilio.books().accepted.count == 1)
        let candidate = try #require(try line.store.message(id)?.doubt?.candidates.first)
        #expect(try line.store.acceptCandidate(candidate.externalID, as: id, now: line.now))
        #expect(try line.sendState(id) == .submitted)
        #expect(try line.store.counts().messages == 1)
        try await line.end()
    }

    @Test("a number of the service's pool that is none of ours, and a trimmed text, are one message")
    func pool() async throws {
        let line = try await Line(others: [People.dana], usesService: true)
        try await line.twilio.pool(People.desk.e164, isIn: false)
        try await line.twilio.pool(People.dana.e164, isIn: true)
        await line.twilio.bend(SendBend(rewriting: .trimmed))
        await line.twilio.fault(Fault(.noAnswer, method: "POST"))
        let id = try line.write("hello  ", service: line.twilio.messagingServiceSID)

        let isFound = try await line.running(line.engine()) {
            try await line.eventually { try line.sendState(id) == .submitted }
        }

        #expect(isFound)
        #expect(await line.twilio.books().accepted.count == 1)
        #expect(try line.store.message(id)?.ourNumber == People.dana)
        #expect(try line.store.counts().messages == 1)
        try await line.end()
    }

    @Test("a clock of ours that is set while the reply is held moves no attempt", arguments: [-120, 120])
    func steppedClock(_ seconds: Int64) async throws {
        let line = try await Line()
        let first = try line.write("first")
        let engine = line.engine()
        let run = Task { await engine.run() }
        let isFirstSent = try await line.eventually { try line.sendState(first) == .submitted }
        await line.twilio.fault(Fault(.noAnswer, method: "POST"))

        line.stepClock(by: .seconds(seconds))
        let id = try line.write("second")
        engine.nudge(.outbox)
        let isFound = try await line.eventually { try line.sendState(id) == .submitted }
        run.cancel()
        await run.value

        #expect(isFirstSent && isFound)
        #expect(await line.twilio.books().accepted.count == 2)
        try await line.expectEqualBooks()
        try await line.end()
    }
}
