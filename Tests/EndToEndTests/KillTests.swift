import Foundation
import LocalStore
import Messaging
import Sync
import TestSupport
import Testing
import TwilioSimulator

/// `LEADLINE_ROUNDS` makes the fault loops longer than they are in an ordinary run.
private let rounds = ProcessInfo.processInfo.environment["LEADLINE_ROUNDS"].flatMap { Int($0) } ?? 50

@Suite("Killed at any instant", .serialized)
struct KillTests {
    private static let texts = ["yes", "no", "later", "Is it still for sale?"]

    @Test("sync and send killed at random instants: nothing is lost, nothing is sent twice")
    func books() async throws {
        let line = try await Line()
        await line.twilio.seed(SeedPlan(leads: 200, messages: 2500))
        let span = try await timeOfASend(on: line)
        var wished = 1
        var acknowledged: [MessageID] = []
        for round in 0..<rounds {
            if round % 5 == 0 {
                try await line.twilio.inbound(from: People.lead(round).e164, body: "round \(round)")
            }
            await spoil(line, round)
            let recipient = People.lead(round % 37).e164
            let text = Self.texts[round % Self.texts.count]
            let command = round % 3 == 0 ? ["sync"] : ["send", recipient, text, "--json"]
            wished += round % 3 == 0 ? 0 : 1
            let program = try BuiltProgram(command, on: line)
            try await Task.sleep(for: span * Double.random(in: 0...Self.spread(round)))
            program.kill()
            if let id = Self.message(in: await program.end.output) { acknowledged.append(id) }
        }
        await line.twilio.clearFaults()

        let last = try await settle(line)

        // Behind a text whose outcome is unknown for ten minutes others to that number wait, and the pass says so.
        let waits = try line.store.openOutbox().contains(where: \.leavesByItself)
        #expect(last.status == (waits ? 3 : 0), "\(last.output)")
        let accepted = await line.twilio.books().accepted
        #expect(accepted.count <= wished)
        #expect(accepted.count > wished / 10)
        #expect(!acknowledged.isEmpty)
        for id in acknowledged {
            // What was told of is there, and left or will leave.
            let state = try #require(try line.store.message(id)?.sendState)
            #expect(Set<SendState>([.submitted, .unknown, .pending]).contains(state), "\(id)")
        }
        try expectOneIntent(for: accepted, on: line)
        try await line.expectEqualBooks()
        try await line.end()
    }

    /// The message that `send --json` told of, where it came to that.
    private static func message(in output: String) -> MessageID? {
        output.firstMatch(of: /"id":"M([0-9]+)"/).flatMap { Int64($0.1) }.map(MessageID.init(rawValue:))
    }

    /// How long the program takes here and now to send one message when nothing stops it.
    private func timeOfASend(on line: Line) async throws -> Duration {
        let start = ContinuousClock.now
        let ending = try await line.leadline("send", People.lead(0).e164, Self.texts[0])
        #expect(ending.status == 0, "\(ending.output)")
        return ContinuousClock.now - start
    }

    /// The kill comes early in one round and late in another, in parts of what a send takes, so that start, request and
    /// commit are all met on a quick machine as on a busy one.
    private static func spread(_ round: Int) -> Double { [0.4, 1, 2, 3][round % 4] }

    /// Makes some rounds' requests slow, so that more kills fall into them, and loses some answers.
    private func spoil(_ line: Line, _ round: Int) async {
        await line.twilio.clearFaults()
        switch round % 7 {
        case 1, 4: await line.twilio.fault(Fault(.slow, method: "POST", delay: .milliseconds(150)))
        case 2: await line.twilio.fault(Fault(.noAnswer, method: "POST"))
        case 3: await line.twilio.fault(Fault(.slow, method: "GET", delay: .milliseconds(100)))
        default: break
        }
    }

    /// Two quiet passes: the first may find what the second has to settle.
    private func settle(_ line: Line) async throws -> BuiltProgram.Ending {
        try await line.leadline("sync")
        return try await line.leadline("sync")
    }

    /// Every accepted send is one row of ours, and every row of ours that says so was accepted.
    private func expectOneIntent(for accepted: [Books.Post], on line: Line) throws {
        let sids = accepted.compactMap(\.sid)
        #expect(Set(sids).count == sids.count)
        var (orphans, doubles) = (0, 0)
        var perText: [String: Int] = [:]
        for post in accepted {
            guard let sid = post.sid, let row = try line.store.message(externalID: sid) else {
                orphans += 1
                continue
            }
            if row.sendState != .submitted || row.body != post.body { orphans += 1 }
            perText["\(post.to) \(post.body)", default: 0] += 1
        }
        #expect(orphans == 0)
        for entry in try line.store.openOutbox() {
            // What is still open was not taken: else the list would have settled it.
            if entry.state != .unknown && entry.state != .pending { doubles += 1 }
        }
        #expect(doubles == 0)
        var rows: [String: Int] = [:]
        for peer in Set(accepted.map(\.to)) {
            guard let number = PhoneNumber(e164: peer), let lead = try line.store.lead(.number(number)) else {
                continue
            }
            let window = try line.store.conversationWindow(ConversationQuery(lead: lead.id, limit: 10_000))
            for row in window?.messages ?? [] where row.direction == .outbound && row.sendState == .submitted {
                rows["\(peer) \(row.body)", default: 0] += 1
            }
        }
        for (text, count) in perText { #expect(rows[text] == count) }
    }
}
