import CRMAPI
import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("Sending through a server") struct HandingOverTests {
    private let desk: ServerDesk

    init() async throws {
        desk = try ServerDesk()
        desk.server.meet(1)
        try await desk.pass()
    }

    private var handovers: [String] { desk.server.change { $0.handovers } }
    private func row(_ entry: OutboxEntry) throws -> MessageRow? { try desk.store.message(entry.id) }

    @Test("A reply is handed over once, and its bubble tells what the server does with it")
    func taken() async throws {
        let entry = try desk.write("on my way", to: 1)

        try await desk.pass()
        #expect(try row(entry)?.sendState == .pending)
        desk.server.report("\(entry.intent)") { text in
            (text.sendState, text.status, text.externalID) = (
                .submitted, .sent, "SM" + String(repeating: "7", count: 32)
            )
        }
        try await desk.pass()

        #expect(handovers == ["on my way"])
        #expect(try desk.bodies(1) == ["hello from 1", "on my way"])
        #expect(try row(entry)?.sendState == .submitted)
        #expect(try row(entry)?.status == .sent)
        #expect(try desk.store.openOutbox().isEmpty)
    }

    @Test(
        "Where an answer or a request gets lost it is asked again under the same name, and the text is there once",
        arguments: [(0, 3), (3, 0), (1, 1)])
    func cut(requests: Int, answers: Int) async throws {
        desk.server.change { ($0.cutRequests, $0.cutAnswers) = (requests, answers) }
        let entry = try desk.write("on my way", to: 1)
        let engine = try desk.engine()

        let run = Task { await engine.run() }
        #expect(try await desk.until { try row(entry)?.sendState == .pending && desk.store.openOutbox().isEmpty })
        run.cancel()
        await run.value

        #expect(desk.server.change { $0.texts.count } == 1)
        #expect(try desk.bodies(1) == ["hello from 1", "on my way"])
    }

    @Test(
        "A client that was killed while a text was away asks again at its next start, and it is there once",
        arguments: [false, true])
    func killed(hasArrived: Bool) async throws {
        let entry = try desk.write("on my way", to: 1)
        if hasArrived {
            desk.server.change { $0.cutAnswers = 1 }
            _ = try? await desk.pass()
        } else {
            #expect(try desk.store.beginAttempt(entry.id, at: desk.clock.now, now: desk.clock.now) == .go)
        }
        #expect(try desk.store.takeBack(entry.id, now: desk.clock.now) == nil)

        try await desk.pass()
        try await desk.pass()

        #expect(desk.server.change { $0.texts.count } == 1)
        #expect(try desk.store.openOutbox().isEmpty)
        #expect(try desk.bodies(1) == ["hello from 1", "on my way"])
    }

    @Test("Where somebody else has written first the text waits for its writer, beside what came, and leaves at a word")
    func overtaken() async throws {
        let entry = try desk.write("on my way", to: 1)
        desk.server.hear(1, "never mind", isTold: false)

        try await desk.pass()

        let held = try #require(try desk.store.outboxEntry(entry.id))
        #expect(held.waitsForPerson)
        let newer = try desk.store.newer(than: held)
        #expect(try newer.flatMap { try desk.store.message($0) }?.body == "never mind")
        #expect(desk.server.change { $0.texts.isEmpty })

        try desk.store.holdAgain(entry.id, until: desk.clock.now, seenUpTo: newer, now: desk.clock.now)
        try await desk.pass()
        #expect(desk.server.change { $0.texts.count } == 1)
        #expect(try desk.bodies(1) == ["hello from 1", "never mind", "on my way"])
    }

    @Test(
        "What the server refuses for good is refused here with its reason, as without a server",
        arguments: [
            (APIErrorCode.optedOut, 21610), (.invalidPhoneNumber, 21211),
        ])
    func refused(code: APIErrorCode, number: Int) async throws {
        desk.server.change { $0.textFaults = [APIErrorBody(code)] }
        let entry = try desk.write("on my way", to: 1)

        try await desk.pass()

        #expect(try row(entry)?.sendState == .rejected)
        #expect(try row(entry)?.errorCode == number)
        #expect(try desk.store.openOutbox().isEmpty)
    }

    @Test(
        "A server that asks to be left alone is asked again exactly then",
        arguments: [
            APIErrorBody(.rateLimited, retryAfter: 7), APIErrorBody(.unavailable, retryAfter: 7),
        ])
    func later(fault: APIErrorBody) async throws {
        desk.server.change { $0.textFaults = [fault] }
        let entry = try desk.write("on my way", to: 1)
        let begun = desk.clock.now

        _ = try await desk.engine().sendNow(entry.id, timeout: .seconds(9))

        #expect(desk.server.change { $0.texts.count } == 1)
        #expect(desk.clock.now - begun >= .seconds(7))
        let row = try row(entry)
        #expect(row?.sendState == .pending && row?.errorText == nil)
    }

    @Test("A text to a number that nobody has written to makes one lead, whatever comes first")
    func newNumber() async throws {
        let peer = PeerAddress(carrier: "+15550102222")
        let lead = try desk.store.ensureLead(peer, display: peer.text, now: desk.clock.now)
        let intent = OutgoingIntent(lead: lead, body: "hello there")
        let entry = try desk.store.queue(intent, heldUntil: nil, now: desk.clock.now)

        try await desk.pass()
        try await desk.pass()

        #expect(try desk.store.counts().leads == 2)
        let window = try desk.store.conversationWindow(ConversationQuery(lead: lead, limit: 9))
        #expect(window?.messages.map(\.id) == [entry.id])
        #expect(try desk.store.lead(peer)?.id == lead)
    }

    @Test(
        "Hours later a text that may have been taken is looked for first: it is that one, or its writer is asked",
        arguments: [false, true])
    func stale(wasTaken: Bool) async throws {
        desk.server.change { state in
            if wasTaken { state.cutAnswers = 1 } else { state.cutRequests = 1 }
            // Nobody is there for the second try either.
            state.textFaults = [APIErrorBody(.unavailable), APIErrorBody(.unavailable)]
        }
        if wasTaken { desk.server.change { $0.textFaults = [] } }
        let entry = try desk.write("on my way", to: 1)
        #expect(try desk.store.beginAttempt(entry.id, at: desk.clock.now, now: desk.clock.now) == .go)
        if wasTaken {
            let place = try desk.store.servedPlace(of: entry)
            _ = try? await desk.remote.send(entry, to: place)
        }
        desk.clock.advance(.seconds(7200))

        try await desk.pass()

        #expect(handovers.count == (wasTaken ? 1 : 0))
        #expect(try desk.store.outboxEntry(entry.id)?.waitsForPerson == (wasTaken ? nil : true))
        #expect(try row(entry)?.sendState == (wasTaken ? .pending : .held))
    }

    @Test("A server that does not tell the time is handed texts all the same")
    func undated() async throws {
        let desk = try ServerDesk(PretendServer(tellsTime: false))
        desk.server.meet(1)
        try await desk.pass()
        try desk.write("on my way", to: 1)

        try await desk.pass()

        #expect(desk.server.change { $0.handovers } == ["on my way"])
    }

    @Test("Nothing leaves for another user of the server than the one whose mirror this is")
    func otherUser() async throws {
        try desk.write("on my way", to: 1)
        desk.server.change { $0.user = UserID(PretendServer.id(901)) }

        await #expect(throws: SyncError.self) { try await desk.pass() }

        #expect(handovers.isEmpty)
    }

    @Test("A token that may only read sends nothing, and says so at the text")
    func readOnly() async throws {
        desk.server.change { $0.textFaults = [APIErrorBody(.scopeMissing)] }
        let entry = try desk.write("on my way", to: 1)

        try await desk.pass()

        #expect(try row(entry)?.sendState == .rejected)
        #expect(try row(entry)?.errorText?.contains("may read") == true)
    }

    @Test(
        "A text that the server keeps back leaves at its writer's word, or is taken back there",
        arguments: [true, false])
    func keptBack(leaves: Bool) async throws {
        let entry = try desk.write("on my way", to: 1)
        try await desk.pass()
        desk.server.report("\(entry.intent)") { ($0.sendState, $0.keptBack) = (.held, .conversationMoved) }
        try await desk.pass()
        #expect(try row(entry)?.isWithServer == true)
        #expect(try row(entry)?.errorText?.contains("somebody else") == true)

        if leaves {
            #expect(try desk.store.letServerSend(entry.id, now: desk.clock.now))
        } else {
            #expect(try desk.store.recall(entry.id, now: desk.clock.now))
        }
        #expect(try !desk.store.recall(entry.id, now: desk.clock.now))
        try await desk.pass()

        #expect(try row(entry)?.sendState == (leaves ? .pending : .canceled))
        #expect(try row(entry)?.errorText == nil)
    }
}
