import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

/// `LEADLINE_ROUNDS` makes the fault loops longer than they are in an ordinary run.
private let rounds = ProcessInfo.processInfo.environment["LEADLINE_ROUNDS"].flatMap { Int($0) } ?? 20

@Suite("Nodes that are killed while texts leave", .serialized)
struct SendKillTests {
    @Test("Two nodes on PostgreSQL, one of them killed at any moment, send no text twice and lose none")
    func two() async throws { try await run(.postgres, nodes: 2) }

    @Test("One node on SQLite, killed and started again, sends no text twice and loses none")
    func one() async throws { try await run(.sqlite, nodes: 1) }

    @Test("A node that is asked to stop waits for the text that is away, and writes down how that ended")
    func stopped() async throws {
        try await Story.tell(on: .sqlite) { story in
            let (process, base) = try await story.node()
            story.carrier.point(to: [base])
            try await story.openChannel(base)
            // What callbacks would tell of the text stays away.
            story.carrier.behave(.holdingStatus)
            await story.simulator.fault(
                Fault(.slow, method: "POST", path: "Messages.json", delay: .seconds(2)))
            #expect(try await write("text 0 of 0", story, [base]))
            try await Task.sleep(for: .milliseconds(700))

            process.signal(SIGTERM)

            #expect(await process.status == 0)
            let (again, other) = try await story.node()
            let rows = try await story.messages(other)
            let accepted = await story.simulator.books().accepted
            #expect(rows.map(\.sendState) == [.submitted])
            #expect(rows.map(\.externalID) == accepted.map(\.sid))
            again.signal(SIGTERM)
            #expect(await again.status == 0)
        }
    }

    private func run(_ kind: StoreKind, nodes count: Int) async throws {
        try await Story.tell(on: kind) { story in
            var nodes: [(process: ServerProcess, base: String)] = []
            for number in 0..<count { nodes.append(try await story.node("\(number)")) }
            story.carrier.point(to: nodes.map(\.base))
            try await story.openChannel(nodes[0].base)
            try await hurry(story, nodes[0].base)
            story.carrier.behave(.unruly)
            var names: [String] = []

            for round in 0..<rounds {
                let bases = nodes.map(\.base)
                let fresh = (0..<5).map { "text \(round) of \($0)" }
                names += fresh
                // Requests meet the kill as well, and are made again under their names afterwards.
                let writing = Task {
                    var left: [String] = []
                    for name in fresh {
                        let isWritten = try await write(name, story, bases)
                        if !isWritten { left.append(name) }
                    }
                    return left
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
                let victim = Int.random(in: 0..<count)
                nodes[victim].process.signal(SIGKILL)
                _ = await nodes[victim].process.status
                nodes[victim] = try await story.node("\(victim)")
                story.carrier.point(to: nodes.map(\.base))
                for name in try await writing.value {
                    #expect(try await write(name, story, nodes.map(\.base)), "\(name)")
                }
            }
            try await compare(story, names, nodes.map(\.base))
            for node in nodes {
                node.process.signal(SIGTERM)
                #expect(await node.process.status == 0)
            }
        }
    }

    /// Lets the number send so fast that rounds need not wait for it.
    private func hurry(_ story: Story, _ base: String) async throws {
        let list = try await story.line.ask(base, "/api/channels", as: story.ann)
        let object = try JSONSerialization.jsonObject(with: Data(list.text.utf8)) as? [String: Any]
        let id = try #require((object?["items"] as? [[String: Any]])?.first?["id"] as? String)
        let changed = try await story.line.ask(
            base, "/api/channels/\(id)", as: story.ann, method: .patch, #"{"mps":100}"#)
        try #require(changed.status == 200, "\(changed.text)")
    }

    /// Has a text written down, each to somebody else; whether a node said that it was.
    private func write(_ name: String, _ story: Story, _ bases: [String]) async throws -> Bool {
        let numbers = name.split(separator: " ").compactMap { Int($0) }
        let phone = "+1415555" + String(format: "%04d", numbers[0] * 10 + numbers[1])
        let order = MessageBody.Opening(MessageBody.Content(body: name, clientRef: name), to: phone)
        for _ in 0..<3 {
            guard let base = bases.randomElement() else { return false }
            // A node that is killed does not answer; another one may.
            let answer = try? await story.line.ask(base, "/api/messages", as: story.ann, method: .post, order.text)
            if answer?.status == 202 { return true }
        }
        return false
    }

    /// What Twilio took and what the rows say are one: each text once, and none whose row does not know it.
    private func compare(_ story: Story, _ names: [String], _ bases: [String]) async throws {
        let rows = try await drained(story, names.count, bases[0])
        await story.simulator.settle()
        let accepted = await story.simulator.books().accepted
        #expect(Set(accepted.map(\.body)).count == accepted.count)
        #expect(Set(rows.compactMap(\.clientRef)) == Set(names) && rows.count == names.count)
        for base in bases {
            let settled = try await story.eventually {
                try await story.messages(base)
            } is: { rows in
                Set(rows.compactMap(\.externalID)) == Set(accepted.compactMap(\.sid))
            }
            for row in settled {
                let sent = accepted.first { $0.body == row.body }
                #expect(row.externalID == sent?.sid, "\(row.body)")
                // What did not reach Twilio is not told to have, and is not forgotten either.
                let states: Set<SendState> = sent == nil ? [.sending, .unknown] : [.submitted]
                #expect(row.sendState.map { states.contains($0) } ?? false, "\(row.body) \(row.sendState as Any)")
                #expect(sent == nil || sent?.to == row.to)
            }
        }
        // Killed in the middle of a request is the exception, not the rule.
        #expect(accepted.count > names.count / 2)
        #expect(story.carrier.refused.isEmpty)
    }

    /// All rows when none waits to leave any more, however long that takes while texts go on leaving.
    private func drained(_ story: Story, _ count: Int, _ base: String) async throws -> [MessageBody] {
        var waiting = Int.max
        while true {
            let rows = try await story.eventually(within: .seconds(60)) {
                try await story.messages(base)
            } is: { rows in
                rows.count == count && rows.count { $0.sendState == .pending } < waiting
            }
            let left = rows.count { $0.sendState == .pending }
            guard left > 0, left < waiting else { return rows }
            waiting = left
        }
    }
}
