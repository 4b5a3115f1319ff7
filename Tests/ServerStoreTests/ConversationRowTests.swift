import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Leads and their conversations")
struct ConversationRowTests {
    @Test(
        "However many texts of one number come at once, there is one lead and one conversation",
        arguments: StoreKind.allCases)
    func race(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let nodes = [talk.place.store, try await talk.place.another()]

        try await withThrowingTaskGroup { group in
            for n in 0..<12 {
                group.addTask { try await talk.hear("SM\(n)", in: nodes[n % 2]) }
            }
            try await group.waitForAll()
        }

        let (leads, conversations, messages) = try await talk.read { t in
            (try t.leads.list(limit: 99), try t.conversations.newest(limit: 99), try t.messages.newest(limit: 99))
        }
        #expect(leads.map(\.phone) == [Conversing.lead])
        #expect(conversations.map(\.remoteJID) == ["sms_15550100077"])
        #expect(Set(messages.map(\.externalID)).count == 12)
        #expect(Set(messages.map(\.arrival)).count == 12)
        #expect(conversations.first?.lastArrival == messages.first?.arrival)
    }

    @Test("A text that comes twice is there once, and changes nothing the second time", arguments: StoreKind.allCases)
    func twice(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        try await talk.hear("SM1")
        let before = try await talk.read { try $0.feed.last() }

        #expect(try await talk.hear("SM1") == nil)

        #expect(try await talk.read { try $0.feed.last() } == before)
    }

    @Test(
        "Who answers stops the waiting, and a lead has waited since the first text without an answer",
        arguments: StoreKind.allCases)
    func waiting(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let first = talk.place.clock.now
        try await talk.hear("SM1")
        talk.place.clock.advance(.seconds(60))
        try await talk.hear("SM2")

        #expect(try await talk.read { try $0.leads.list(limit: 1) }.first?.waitingSince == first)
        try await talk.say("SM3")
        let lead = try await talk.read { try $0.leads.list(limit: 1) }.first
        #expect(lead?.waitingSince == nil)
        #expect(lead?.lastContactAt == talk.place.clock.now)
    }

    @Test(
        "Each user has a mark of their own, and unread is what came behind it and was not answered",
        arguments: StoreKind.allCases)
    func unread(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let other = try await talk.write { try $0.users.create(name: "bob") }
        try await talk.hear("SM1")
        let conversation = try #require(try await talk.hear("SM2")).conversation
        let messages = try await talk.read { try $0.messages.list(in: conversation, after: 0, limit: 9) }

        try await talk.write { t in
            try t.readMarks.move(to: messages[0].arrival, of: talk.user, in: conversation)
            // What is told late moves none back.
            try t.readMarks.move(to: 1, of: talk.user, in: conversation)
        }

        let counts = try await talk.read { t in
            [
                try t.conversations.unread(of: talk.user, in: conversation),
                try t.conversations.unread(of: other, in: conversation),
            ]
        }
        #expect(counts == [1, 2])
        #expect(
            try await talk.read { try $0.feed.readMarks(of: talk.user, after: 0, limit: 9) }.map(\.record.readUpTo) == [
                messages[0].arrival
            ])
        #expect(try await talk.read { try $0.feed.readMarks(of: other, after: 0, limit: 9) }.isEmpty)
        try await talk.say("SM3")
        #expect(try await talk.read { try $0.conversations.unread(of: other, in: conversation) } == 0)
        let back = try await talk.write {
            try $0.readMarks.move(to: 0, of: talk.user, in: conversation, mayGoBack: true)
        }
        #expect(back.readUpTo == 0)
    }

    @Test("The feed tells of a text, its conversation and its lead, the text first", arguments: StoreKind.allCases)
    func feed(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let before = try await talk.read { try $0.feed.last() }

        let heard = try #require(try await talk.hear("SM1"))

        let (messages, conversations, leads) = try await talk.read { t in
            (
                try t.feed.messages(after: before, limit: 9), try t.feed.conversations(after: before, limit: 9),
                try t.feed.leads(after: before, limit: 9)
            )
        }
        #expect(messages.map(\.number) == [before + 1])
        #expect(messages.map(\.record.arrival) == [before + 1])
        #expect(conversations.map(\.record.lastArrival) == [before + 1])
        #expect(Set(conversations.map(\.number) + leads.map(\.number)) == [before + 2, before + 3])
        // A later change of the text leaves its arrival as it was.
        try await talk.write { try $0.messages.report(StatusReport(.read, at: $0.now), of: "SM1") }
        let changed = try await talk.read { try $0.feed.messages(after: before + 3, limit: 9) }
        #expect(changed.map(\.record.id) == [heard.id])
        #expect(changed.map(\.record.arrival) == [before + 1])
    }

    @Test("What happened with a lead is seen in its texts, newest first", arguments: StoreKind.allCases)
    func interactions(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let heard = try #require(try await talk.hear("SM1", "STOP"))
        talk.place.clock.advance(.seconds(5))
        let said = try await talk.say("SM2")
        talk.place.clock.advance(.seconds(5))
        let lead = try await talk.write { t in
            let lead = try t.leads.findOrMake(Conversing.lead)
            try t.optOuts.add(
                OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: t.now, isDated: true),
                about: OptOutSubject(sender: Conversing.ours, addressHash: [1], address: lead.phone))
            return lead
        }

        let seen = try await talk.read { try $0.interactions.list(of: lead.id, limit: 9) }

        #expect(seen.map(\.kind) == ["opted_out", "sent", "received"])
        #expect(seen.map(\.message) == [nil, said.id, heard.id])
        #expect(seen.map(\.user) == [nil, talk.user, nil])
    }
}
