import LocalStore
import Messaging
import Testing

@Suite("Taking in pages")
struct PageTests {
    @Test("A page read twice makes no second copy")
    func twice() throws {
        let stage = try Stage()
        let rows = [Stage.inbound(1, at: 10), Stage.outbound(2, at: 20), Stage.inbound(3, at: 30)]

        let first = try stage.take(rows)
        let second = try stage.take(rows)

        #expect(first.inserted == 3)
        #expect(!first.isAllKnown)
        #expect(second.inserted == 0)
        #expect(second.isAllKnown)
        #expect(try stage.conversation().count == 3)
        #expect(try stage.store.counts().messages == 3)
    }

    @Test("Within a second the list's order decides, for news and for history")
    func order() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(4, at: 10, "d"), Stage.inbound(5, at: 10, "e")])

        try stage.take([Stage.inbound(2, at: 10, "b"), Stage.inbound(3, at: 10, "c")], as: .backfill)
        try stage.take([Stage.inbound(6, at: 10, "f"), Stage.inbound(7, at: 10, "g")])
        try stage.take([Stage.inbound(1, at: 10, "a")], as: .backfill)

        #expect(try stage.conversation().map(\.body) == ["a", "b", "c", "d", "e", "f", "g"])
    }

    @Test("History that arrives later stands before what came first")
    func history() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(9, at: 1000, "new")])

        try stage.take([Stage.inbound(1, at: 10, "old"), Stage.outbound(2, at: 20, "answer")], as: .backfill)

        #expect(try stage.conversation().map(\.body) == ["old", "answer", "new"])
        let lead = try #require(try stage.lead())
        #expect(lead.lastMessage?.preview == "new")
        #expect(lead.waitingSince == Stage.start + .seconds(1000))
    }

    @Test("The cursor is saved with its page")
    func cursor() throws {
        let stage = try Stage()
        var cursor = ListCursor(number: Stage.ours, side: .to)
        cursor.nextPage = "/page/2"
        cursor.oldestAt = Stage.start

        _ = try stage.store.commit(
            Batch(messages: [Stage.inbound(1, at: 1)], cursor: cursor, origin: .backfill, readAt: Stage.start),
            now: Stage.start)

        #expect(try stage.store.cursors() == [cursor])
    }

    @Test("A conversation tells the price of a segment from the number that is asked about, and of no other")
    func price() throws {
        let stage = try Stage()
        try stage.take([Stage.outbound(1, at: 10, price: "-0.0079")])
        let lead = try #require(try stage.lead()).id
        func price(_ sender: PhoneNumber?) throws -> Price? {
            try stage.store.conversationWindow(ConversationQuery(lead: lead, limit: 5, sender: sender))?.pricePerSegment
        }

        #expect(try price(Stage.ours) == Price(millionths: 7_900, unit: "USD"))
        #expect(try price(Stage.number("+15550100002")) == nil)
        #expect(try price(nil) == nil)
    }
}
