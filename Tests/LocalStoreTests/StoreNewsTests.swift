import LocalStore
import Messaging
import Testing

@Suite("What changed, in order")
struct StoreNewsTests {
    @Test("A message that comes in is news, however old it is; what was there before the first sync is not")
    func arrivals() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: -500)], at: 0)
        let empty = try stage.store.news(after: 0)
        try stage.take([Stage.inbound(2, at: 10)], at: 5_000)
        try stage.take([Stage.inbound(3, at: 20), Stage.outbound(4, at: 30)], as: .backfill, at: 5_001)

        let page = try stage.store.news(after: 0)

        #expect(empty.items.isEmpty)
        let ids = try stage.conversation().filter { $0.externalID == Stage.sid(2) }.map(\.id)
        #expect(page.items.map(\.message) == ids && page.items.allSatisfy(\.isNew))
        #expect(try page.end == stage.store.newsEnd() && !page.hasGap)
    }

    @Test("A change of state is news once, and what only moves a row is none")
    func changes() throws {
        let stage = try Stage()
        try stage.take([], at: 0)
        try stage.take([Stage.outbound(1, at: 10, status: .sent)], at: 20)
        let start = try stage.store.newsEnd()

        try stage.take([Stage.outbound(1, at: 10, status: .delivered)], at: 30)
        try stage.take([Stage.outbound(1, at: 10, status: .delivered)], at: 40)

        let page = try stage.store.news(after: start)
        #expect(page.items.count == 1)
        #expect(page.items.first?.message != nil && page.items.first?.isNew == false)
    }

    @Test("What a person does with a lead is news of the lead alone")
    func leads() throws {
        let stage = try Stage()
        try stage.take([], at: 0)
        try stage.take([Stage.inbound(1, at: 10)], at: 20)
        let lead = try #require(try stage.lead()).id
        let start = try stage.store.newsEnd()

        try stage.store.apply(.name("Ana"), to: lead, now: Stage.start)
        try stage.store.apply(.state(.closed), to: lead, now: Stage.start)
        try stage.store.apply(.state(.closed), to: lead, now: Stage.start)

        let items = try stage.store.news(after: start).items
        #expect(items.map(\.lead) == [lead, lead])
        #expect(items.allSatisfy { $0.message == nil && !$0.isNew })
    }

    @Test("Whoever has fallen too far behind is told that something is missing")
    func gap() throws {
        let stage = try Stage()
        try stage.take([], at: 0)
        let rows = (1...300).map { Stage.inbound($0, at: Int64($0)) }
        for part in 0..<70 {
            try stage.take(
                rows.map { row in
                    var row = row
                    row.body = "\(part) \(row.body)"
                    return row
                }, at: 1000)
        }

        let page = try stage.store.news(after: 0)

        #expect(page.hasGap && page.items.count == 1000)
    }
}
