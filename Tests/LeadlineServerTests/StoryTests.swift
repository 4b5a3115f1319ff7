import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import Transport
import TwilioSimulator

@Suite("From a text at Twilio to an answer of the server", .serialized)
struct StoryTests {
    @Test(
        "A stranger's text makes a lead at once, STOP is heeded, and no other tenant learns of it",
        arguments: StoreKind.allCases)
    func heard(kind: StoreKind) async throws {
        try await Story.tell(on: kind) { story in
            let (node, base) = try await story.node()
            story.carrier.point(to: [base])
            try await story.openChannel(base)
            let now = try await story.line.ask(base, "/api/changes?since=now", as: story.ann).text
            let next = try ChangesBody.read(Array(now.utf8)).next
            async let told = story.line.ask(base, "/api/changes?since=\(next)&wait=25", as: story.ann)
            try await Task.sleep(for: .milliseconds(200))

            let sent = ContinuousClock.now
            let sid = try await story.simulator.inbound(from: Story.lead, body: "Is the red one left?")

            let changes = try ChangesBody.read(Array(try await told.text.utf8))
            // Told of it, and not at the end of the wait.
            #expect(ContinuousClock.now - sent < .seconds(20))
            let texts = changes.items.compactMap { item -> MessageBody? in
                if case .message(let message) = item.entity { message } else { nil }
            }
            #expect(texts.map(\.externalID) == [sid])
            let messages = try await story.messages(base)
            #expect(messages.map(\.body) == ["Is the red one left?"])
            let leads: [LeadBody] = try await story.all("/api/leads", base, as: story.ann)
            #expect(leads.map(\.phone) == [Story.lead] && leads.first?.unread == 1)
            let talk: [ConversationBody] = try await story.all("/api/conversations", base, as: story.ann)
            #expect(talk.map(\.leadID) == leads.map(\.id) && talk.map(\.id) == messages.map(\.conversationID))
            try await Self.stopAndStart(story, base)
            try await Self.nothing(for: story.bob, story, base, messages, leads)
            #expect(story.carrier.refused.isEmpty)
            node.signal(SIGTERM)
            #expect(await node.status == 0)
        }
    }

    private static func stopAndStart(_ story: Story, _ base: String) async throws {
        for (word, isOptedOut) in [("STOP", true), ("START", false)] {
            try await story.simulator.inbound(from: Story.lead, body: word)
            let leads = try await story.eventually { () -> [LeadBody] in
                try await story.all("/api/leads", base, as: story.ann)
            } is: {
                $0.first?.isOptedOut == isOptedOut
            }
            #expect(leads.map(\.isOptedOut) == [isOptedOut], "\(word)")
            // Twilio dates texts by whole seconds, and a START of the same second as its STOP lifts nothing.
            try await Task.sleep(for: .milliseconds(1100))
        }
    }

    private static func nothing(
        for token: String, _ story: Story, _ base: String, _ messages: [MessageBody], _ leads: [LeadBody]
    ) async throws {
        for path in ["/api/leads", "/api/conversations", "/api/messages", "/api/opt-outs", "/api/channels"] {
            let answer = try await story.line.ask(base, path, as: token)
            #expect(answer.status == 200 && answer.text.contains(#""items":[]"#), "\(path) \(answer.text)")
        }
        for path in messages.map({ "/api/messages/\($0.id)" }) + leads.map({ "/api/leads/\($0.id)" }) {
            #expect(try await story.line.ask(base, path, as: token).status == 404, "\(path)")
        }
        let feed = try await story.line.ask(base, "/api/changes?since=0", as: token).text
        #expect(!feed.contains(#""message""#) && !feed.contains(Story.lead))
    }

    @Test(
        "Callbacks that come in the wrong order, twice and before their message end as delivered",
        arguments: StoreKind.allCases)
    func delivered(kind: StoreKind) async throws {
        try await Story.tell(on: kind) { story in
            let (node, base) = try await story.node()
            story.carrier.point(to: [base])
            try await story.openChannel(base)
            story.carrier.behave(.holdingStatus)
            try await story.simulator.inbound(from: Story.lead, body: "Hello?")
            let heard = try await story.messages(base, reaching: 1)
            let sid = try await Self.send("On its way", story)
            let calls = try await story.eventually {
                story.carrier.held
            } is: { calls in
                calls.contains { String(decoding: $0.body, as: UTF8.self).contains("MessageStatus=delivered") }
            }
            #expect(calls.count > 1)

            for call in calls.reversed() + calls.prefix(1) {
                let answer = try await story.carrier.carry(call)
                #expect(answer.response.status.code == 200)
            }
            try await Self.note(sid, in: try #require(heard.first), story)

            let messages = try await story.eventually {
                try await story.messages(base)
            } is: {
                $0.first?.status == .delivered
            }
            #expect(messages.map(\.status) == [.delivered, .received])
            #expect(messages.first?.externalID == sid)
            node.signal(SIGTERM)
            #expect(await node.status == 0)
        }
    }

    /// Sends a text at Twilio, as somebody does who is no node.
    private static func send(_ body: String, _ story: Story) async throws -> String {
        var form = URLComponents()
        form.queryItems = [
            URLQueryItem(name: "To", value: Story.lead), URLQueryItem(name: "From", value: story.simulator.from),
            URLQueryItem(name: "Body", value: body),
            URLQueryItem(
                name: "StatusCallback", value: WebhookCarrier.publicBase + "/api/webhooks/twilio/status"),
        ]
        let encoded = form.percentEncodedQuery?.replacingOccurrences(of: "+", with: "%2B") ?? ""
        let answer = try await story.line.order(
            story.simulator.base, "/2010-04-01/Accounts/\(story.simulator.accountSID)/Messages.json",
            user: story.simulator.accountSID, password: story.simulator.authToken, form: encoded)
        let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        return try #require(object?["sid"] as? String, "\(answer)")
    }

    /// Writes the message down in the conversation of another one.
    private static func note(_ sid: String, in other: MessageBody, _ story: Story) async throws {
        let address = try StoreAddress(
            story.line.environment["DATABASE_URL"]
                ?? "sqlite:\(story.line.folder.path)/.local/share/leadline/server.sqlite")
        let store = try await TenantStore(address, StoreSurroundings(HandClock()), connections: 1)
        let from = story.simulator.from
        let found = try await store.readServer { try $0.routes.sender(from) }
        let route = try #require(found)
        try await store.write(route.tenant) { t in
            var message = NewMessage(
                in: other.conversationID, .outbound, externalID: sid, body: "On its way", createdAt: t.now)
            (message.status, message.sendState) = (.queued, .submitted)
            _ = try t.messages.insert(message)
        }
        try await store.close()
    }
}
