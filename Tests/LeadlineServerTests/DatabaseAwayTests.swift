import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("A server whose database is away", .serialized)
struct DatabaseAwayTests {
    @Test("Texts that come while PostgreSQL is away are kept on the disk, through a kill, and are all there afterwards")
    func away() async throws {
        let server = try await PostgresServer.start()
        try await Story.tell(on: .postgres, server: server) { story in
            let (first, base) = try await story.node()
            story.carrier.point(to: [base])
            try await story.openChannel(base)
            var texts: [String?] = [try await story.simulator.inbound(from: Story.lead, body: "before")]
            _ = try await story.messages(base, reaching: 1)

            try await server.stop()
            for number in 0..<20 {
                texts.append(try await story.simulator.inbound(from: Story.lead, body: "away \(number)"))
            }
            await story.simulator.settle()
            // The heart beats every five seconds; once it has noticed, webhooks are still reason enough to stay.
            try await Task.sleep(for: .seconds(6))
            #expect(try await story.line.ask(base, "/readyz", as: nil).status == 200)
            #expect(try await story.line.ask(base, "/api/leads", as: story.ann).status == 503)
            #expect(try await Self.spooled(story, base) == 20)

            first.signal(SIGKILL)
            _ = await first.status
            try await server.begin()
            let (second, next) = try await story.node()
            story.carrier.point(to: [next])
            texts.append(try await story.simulator.inbound(from: Story.lead, body: "after"))
            let messages = try await story.messages(next, reaching: texts.count)
            #expect(messages.count == texts.count)
            #expect(Set(messages.map(\.externalID)) == Set(texts))
            #expect(try await Self.spooled(story, next) == 0)

            try await server.restart()
            let more = try await story.simulator.inbound(from: Story.lead, body: "once more")
            let all = try await story.messages(next, reaching: texts.count + 1)
            #expect(Set(all.map(\.externalID)) == Set(texts + [more]) && all.count == texts.count + 1)
            #expect(story.carrier.refused.isEmpty)
            second.signal(SIGTERM)
            #expect(await second.status == 0)
        }
    }

    @Test("What was spooled is applied in the order in which it came")
    func order() async throws {
        let server = try await PostgresServer.start()
        try await Story.tell(on: .postgres, server: server) { story in
            let (node, base) = try await story.node()
            story.carrier.point(to: [base])
            try await story.openChannel(base)
            var texts: [String?] = [try await story.simulator.inbound(from: Story.lead, body: "before")]
            await story.simulator.settle()
            try await server.stop()
            for number in 0..<10 {
                texts.append(try await story.simulator.inbound(from: Story.lead, body: "away \(number)"))
                await story.simulator.settle()
            }

            try await server.begin()

            let messages = try await story.messages(base, reaching: texts.count)
            #expect(messages.sorted { $0.arrival < $1.arrival }.map(\.externalID) == texts)
            node.signal(SIGTERM)
            #expect(await node.status == 0)
        }
    }

    @Test("A node that begins without its database answers nobody, refuses nobody for good, and serves when that comes")
    func begun() async throws {
        let server = try await PostgresServer.start()
        try await Story.tell(on: .postgres, server: server) { story in
            let (first, before) = try await story.node()
            try await story.openChannel(before)
            first.signal(SIGTERM)
            #expect(await first.status == 0)
            try await server.stop()

            let (node, base) = try await story.node()
            let ask = { (path: String, token: String?, method: HTTPRequest.Method) in
                try await story.line.ask(base, path, as: token, method: method, method == .post ? "a=b" : "").status
            }
            let webhook = "/api/webhooks/twilio/sms"
            #expect(try await ask("/healthz", nil, .get) == 200)
            #expect(try await ask("/openapi.json", nil, .get) == 200)
            for (path, method) in [("/readyz", HTTPRequest.Method.get), ("/api/leads", .get), (webhook, .post)] {
                #expect(try await ask(path, story.ann, method) == 503, "\(path)")
            }
            #expect(try await story.line.ask(base, "/metrics", as: nil).text.contains("leadline_ready 0.0\n"))

            try await server.begin()
            let ready = try await story.eventually {
                try await ask("/readyz", nil, .get)
            } is: {
                $0 == 200
            }
            #expect(ready == 200)
            #expect(try await ask(webhook, nil, .post) == 403)
            story.carrier.point(to: [base])
            let text = try await story.simulator.inbound(from: Story.lead, body: "Hello")
            #expect(try await story.messages(base, reaching: 1).map(\.externalID) == [text])
            node.signal(SIGTERM)
            #expect(await node.status == 0)
        }
    }

    /// How many webhooks wait on the node's disk.
    private static func spooled(_ story: Story, _ base: String) async throws -> Int {
        let metrics = try await story.line.ask(base, "/metrics", as: nil).text
        let line = metrics.split(separator: "\n").first { $0.hasPrefix("leadline_spool_files ") }
        return try #require(line?.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) })
    }
}
