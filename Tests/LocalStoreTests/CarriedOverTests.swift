import Foundation
import GRDB
import LocalStore
import Messaging
import TestSupport
import Testing

@Suite("A mirror that an earlier Leadline made")
struct CarriedOverTests {
    /// The store of a copy of the file that the release with version 5 of the tables wrote: seven leads, a draft, and a
    /// row of the outbox in each state.
    private func carriedOver(in folder: Folder) throws -> InboxStore {
        try Fixture.content("Mirrors/version5.sqlite").write(to: URL(fileURLWithPath: folder.path + "/one.sqlite"))
        return try folder.open()
    }

    @Test("Leads, drafts, messages, attachments and the places in the lists are there as they were")
    func contents() throws {
        let folder = try Folder()
        let store = try carriedOver(in: folder)

        let window = try store.leadWindow(LeadQuery(limit: 20))
        #expect(window.rows.count == 7)
        let ana = try #require(try store.lead(.number(Stage.number("+15550100100"))))
        #expect(ana.name == "Ana Prüß" && ana.displayAddress == "+1 555 010 0100" && ana.ourNumber == Stage.ours)
        let dan = try #require(try store.lead(.number(Stage.number("+15550100103"))))
        #expect(try store.draft(of: dan.id)?.text == "half a thought\nrefused" || dan.hasDraft)
        let said = try store.conversationWindow(ConversationQuery(lead: ana.id, limit: 20))?.messages ?? []
        #expect(
            said.map(\.body) == [
                "An old question", "An old answer", "Hello, is the house still to be had?", "It is. Shall we meet?",
                "Did this leave?", "and this one waits behind it",
            ])
        #expect(said.map(\.externalID) == [8, 9, 1, 2].map(Stage.sid) + [nil, nil])
        let picture = try #require(try store.message(externalID: Stage.sid(10)))
        #expect(picture.media.map(\.externalID).allSatisfy { $0?.hasPrefix("ME") == true })
        #expect(picture.media.first?.size == 4711)
        #expect(try store.cursors().map(\.nextPage).contains("/page2"))
        #expect(try store.search("house").map(\.message.externalID) == [Stage.sid(1)])
        let counts = try store.counts()
        #expect((counts.leads, counts.messages, counts.held, counts.unknown) == (7, 19, 4, 1))
    }

    @Test("Each row of the outbox has a name of its own by then, and is in the state it was in")
    func outbox() throws {
        let folder = try Folder()
        let store = try carriedOver(in: folder)

        let open = try store.openOutbox()
        #expect(
            open.map(\.body) == [
                "Did this leave?", "and this one waits behind it", "held for its window", "held for a person",
                "with a picture",
            ])
        #expect(open.map(\.state) == [.unknown, .pending, .held, .held, .pending])
        #expect(open[2].dueAt == Stage.start + .seconds(29) && open[3].waitsForPerson)
        #expect(open[4].service != nil && open[4].mediaURLs == ["https://shop.example/b.png"])
        #expect(Set(open.map(\.intent)).count == 5)
        #expect(open.allSatisfy { IntentID($0.intent.description) == $0.intent })
        try store.close()
        #expect(try folder.open().openOutbox().map(\.intent) == open.map(\.intent))
    }

    @Test("What was unknown is tied to its row of the list, and what was pending leaves")
    func goesOn() throws {
        let folder = try Folder()
        let store = try carriedOver(in: folder)
        let open = try store.openOutbox()

        let late = Stage.start + .seconds(60)
        let row = Stage.outbound(20, at: 21, "Did this leave?")
        let report = try store.commit(Batch(messages: [row], origin: .head, readAt: late), now: late)

        #expect(report.settled == [open[0].id])
        #expect(try store.beginAttempt(open[1].id, at: late, now: late) == .go)
        try store.recordSubmitted(
            open[1].id, remote: Stage.outbound(21, at: 60, open[1].body, status: .queued), now: late)
        #expect(try store.message(open[1].id)?.externalID == Stage.sid(21))
        #expect(try store.message(externalID: Stage.sid(20))?.id == open[0].id)
    }
}
