import CRMAPI
import Foundation
import Messaging
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

/// `LEADLINE_ROUNDS` makes the fault loops longer than they are in an ordinary run.
private let rounds = ProcessInfo.processInfo.environment["LEADLINE_ROUNDS"].flatMap { Int($0) } ?? 20

@Suite("Nodes that are killed while texts come in", .serialized)
struct NodeKillTests {
    @Test("Two nodes on PostgreSQL, one of them killed at any moment, keep every text once, and every reader gets it")
    func two() async throws { try await run(.postgres, nodes: 2) }

    @Test("One node on SQLite, killed and started again, keeps every text once, and every reader gets it")
    func one() async throws { try await run(.sqlite, nodes: 1) }

    private func run(_ kind: StoreKind, nodes count: Int) async throws {
        try await Story.tell(on: kind) { story in
            var nodes: [(process: ServerProcess, base: String)] = []
            for number in 0..<count { nodes.append(try await story.node("\(number)")) }
            let reader = FeedFollower(story)
            let point = { (bases: [String]) in
                story.carrier.point(to: bases)
                reader.point(to: bases)
            }
            point(nodes.map(\.base))
            try await story.openChannel(nodes[0].base)
            let following = Task { await reader.follow() }
            story.carrier.behave(.unruly)
            var texts: [String: String] = [:]

            for round in 0..<rounds {
                for number in 0..<5 {
                    // The same few people write all the time, and each round one whom nobody knows yet.
                    let lead = number == 0 ? Self.phone(100 + round) : Self.phone(number)
                    let sid = try await story.simulator.inbound(from: lead, body: "text \(round) of \(number)")
                    texts[try #require(sid)] = lead
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...250)))
                let victim = Int.random(in: 0..<count)
                nodes[victim].process.signal(SIGKILL)
                _ = await nodes[victim].process.status
                nodes[victim] = try await story.node("\(victim)")
                point(nodes.map(\.base))
            }
            await story.simulator.settle()
            try await Self.compare(story, reader, texts, nodes.map(\.base))
            following.cancel()
            await following.value
            for node in nodes {
                node.process.signal(SIGTERM)
                #expect(await node.process.status == 0)
            }
        }
    }

    private static func phone(_ number: Int) -> String { "+1415555" + String(format: "%04d", number) }

    /// What the lists of each node say, what a reader of the feed knows, and what Twilio has sent are one.
    private static func compare(
        _ story: Story, _ reader: FeedFollower, _ texts: [String: String], _ bases: [String]
    ) async throws {
        #expect(story.carrier.refused.isEmpty)
        #expect(story.carrier.count >= texts.count)
        for base in bases {
            let messages = try await story.messages(base, reaching: texts.count)
            #expect(messages.count == texts.count)
            #expect(Set(messages.compactMap(\.externalID)) == Set(texts.keys))
            #expect(Set(messages.map(\.arrival)).count == messages.count)
            let leads: [LeadBody] = try await story.all("/api/leads", base, as: story.ann)
            let talk: [ConversationBody] = try await story.all("/api/conversations", base, as: story.ann)
            #expect(leads.map(\.phone).sorted() == Set(texts.values).sorted())
            #expect(Set(talk.map(\.leadID)) == Set(leads.map(\.id)) && talk.count == leads.count)
            let phones = Dictionary(uniqueKeysWithValues: leads.map { ($0.id, $0.phone) })
            let people = Dictionary(uniqueKeysWithValues: talk.map { ($0.id, phones[$0.leadID]) })
            for message in messages {
                #expect(people[message.conversationID] == texts[message.externalID ?? ""])
                #expect(message.from == texts[message.externalID ?? ""])
            }
            let end = messages.map(\.arrival).max() ?? 0
            let seen = try await story.eventually {
                reader.soFar
            } is: {
                $0.position >= end && $0.messages.count >= texts.count
            }
            #expect(seen.slips.isEmpty, "\(seen.slips.prefix(5))")
            #expect(Set(seen.messages.values) == Set(messages))
            #expect(Set(seen.leads.values.map(\.phone)) == Set(leads.map(\.phone)))
            #expect(Set(seen.leads.values.map(\.version).sorted()) == Set(leads.map(\.version).sorted()))
            #expect(
                Set(seen.conversations.values.map { "\($0.id) \($0.version) \($0.lastArrival)" })
                    == Set(talk.map { "\($0.id) \($0.version) \($0.lastArrival)" }))
        }
    }
}
