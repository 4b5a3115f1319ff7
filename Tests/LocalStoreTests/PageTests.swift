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

    @Test("Where nothing was billed a conversation tells the price of the remote's list")
    func listPrice() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10)])
        let lead = try #require(try stage.lead()).id
        func window() throws -> ConversationWindow? {
            try stage.store.conversationWindow(ConversationQuery(lead: lead, limit: 5, sender: Stage.ours))
        }
        #expect(try window()?.pricePerSegment == nil)

        try stage.store.wantListPrice(of: "US", for: lead, now: Stage.start)
        #expect(try stage.store.wantedListPrice() == "US")
        let listed = Price(millionths: 8_300, unit: "USD")
        try stage.store.record(listPrice: listed, of: "US", now: Stage.start)
        #expect(try stage.store.wantedListPrice() == nil)
        #expect(try window()?.pricePerSegment == listed)
        #expect(try window()?.isPriceListed == true)

        try stage.take([Stage.outbound(2, at: 20, price: "-0.0079")])
        #expect(try window()?.pricePerSegment == Price(millionths: 7_900, unit: "USD"))
        #expect(try window()?.isPriceListed == false)
    }

    @Test("A price of the list is asked for again when it is old, and one that was not told after an hour")
    func oldListPrice() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10)])
        let lead = try #require(try stage.lead()).id
        func isWanted(after span: Duration) throws -> Bool {
            try stage.store.wantListPrice(of: "BR", for: lead, now: Stage.start + span)
            return try stage.store.wantedListPrice() != nil
        }
        #expect(try isWanted(after: .zero))
        try stage.store.record(listPrice: nil, of: "BR", now: Stage.start)

        #expect(try !isWanted(after: .seconds(3000)))
        #expect(try isWanted(after: .seconds(4000)))
        try stage.store.record(listPrice: Price(millionths: 1, unit: "USD"), of: "BR", now: Stage.start)
        #expect(try !isWanted(after: .seconds(4000)))
        #expect(try isWanted(after: .seconds(31 * 86_400)))
        // A clock that was set back does not make it young for ever.
        try stage.store.record(listPrice: nil, of: "BR", now: Stage.start)
        #expect(try isWanted(after: .seconds(-86_400)))
    }
}
