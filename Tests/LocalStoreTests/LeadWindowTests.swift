import LocalStore
import Messaging
import Testing

@Suite("The lead table's windows")
struct LeadWindowTests {
    /// Leads 0 to `count`, each later than the one before; every tenth is called Ana and a number.
    private func stage(_ count: Int = 60) throws -> Stage {
        let stage = try Stage()
        try stage.take([], at: 0)
        let rows = (0..<count).map { n in
            Stage.inbound(n + 1, from: Self.peer(n), at: Int64(n * 10), n % 7 == 0 ? "about the garden" : "hello")
        }
        try stage.take(rows, at: 10_000)
        for n in stride(from: 0, to: count, by: 10) {
            let lead = try #require(try stage.lead(Self.peer(n)))
            try stage.store.apply(.name("Ána \(padded(n))"), to: lead.id, now: Stage.start)
        }
        return stage
    }

    private static func peer(_ n: Int) -> String { "+1555012\(padded(n, 4))" }

    private func numbers(_ window: LeadWindow) -> [Int] {
        window.rows.compactMap { Int($0.address.text.suffix(4)) }
    }

    @Test("The newest come first, a screen at a time, in either direction")
    func pages() throws {
        let store = try stage().store

        let top = try store.leadWindow(LeadQuery(limit: 5))
        #expect(numbers(top) == [59, 58, 57, 56, 55])
        #expect((top.hasMoreAbove, top.hasMoreBelow) == (false, true))
        #expect(top.total == LeadWindow.Total(60))
        #expect(top.focus == 0)

        let bottom = try store.leadWindow(LeadQuery(anchor: .bottom, limit: 5))
        #expect(numbers(bottom) == [4, 3, 2, 1, 0])
        #expect((bottom.hasMoreAbove, bottom.hasMoreBelow, bottom.focus) == (true, false, 4))

        let middle = try store.leadWindow(LeadQuery(anchor: .around(top.rows[4].id, above: 2), limit: 5))
        #expect(numbers(middle) == [57, 56, 55, 54, 53])
        #expect((middle.hasMoreAbove, middle.hasMoreBelow, middle.focus) == (true, true, 2))

        let far = try store.leadWindow(LeadQuery(anchor: .offset(top.rows[0].id, by: 30), limit: 6))
        #expect(numbers(far)[try #require(far.focus)] == 29)
        let beyond = try store.leadWindow(LeadQuery(anchor: .offset(top.rows[0].id, by: 1000), limit: 6))
        #expect(numbers(beyond)[try #require(beyond.focus)] == 0)

        let reversed = try store.leadWindow(LeadQuery(isReversed: true, limit: 3))
        #expect(numbers(reversed) == [0, 1, 2])
    }

    @Test("Wherever a window begins, it is full as far as the list goes, and says what is beyond it")
    func windowsAtEveryPlace() throws {
        let store = try stage(12).store
        let all = try store.leadWindow(LeadQuery(limit: 50)).rows
        for (place, lead) in all.enumerated() {
            for (limit, above) in [(1, 0), (4, 0), (4, 1), (4, 4), (5, 9), (11, 5), (12, 3), (13, 7), (40, 20)] {
                let window = try store.leadWindow(LeadQuery(anchor: .around(lead.id, above: above), limit: limit))
                // As many above as were asked for, more where the list ends, and never another lead out of sight.
                let start = min(place, max(min(above, limit), limit - (all.count - place)))
                let expected = Array(all[(place - start)...].prefix(limit))

                #expect(window.rows == expected, "\(place) \(limit) \(above)")
                #expect(window.hasMoreAbove == (place > start))
                #expect(window.hasMoreBelow == (place - start + limit < all.count))
            }
        }
    }

    @Test("A window tells how many leads pass its filter, or that they are very many")
    func total() throws {
        let stage = try Stage()
        try stage.take(
            (0..<1_005).map {
                Stage.inbound($0, from: Self.peer($0), at: Int64($0), $0.isMultiple(of: 10) ? "green" : "blue")
            })
        func total(_ filter: String, _ anchor: LeadQuery.Anchor = .top) throws -> LeadWindow.Total? {
            try stage.store.leadWindow(LeadQuery(filter: FilterReading(filter).filter, anchor: anchor, limit: 5)).total
        }

        #expect(try total("") == LeadWindow.Total(1_005))
        #expect(try total("green") == LeadWindow.Total(101))
        #expect(try total("green", .bottom) == LeadWindow.Total(101))
        #expect(try total("is:unread green is:open") == LeadWindow.Total(101))
        #expect(try total("from:+999") == LeadWindow.Total(0))
        #expect(try total("is:open") == LeadWindow.Total(999, isAtLeast: true))
    }

    @Test("A window shows the beginning of a long text, and all of it to whom asks")
    func wholeTexts() throws {
        let stage = try Stage()
        let text = String(repeating: "long ", count: 200)
        try stage.take([Stage.inbound(1, at: 0, text)])
        let id = try #require(try stage.lead()).id

        let short = try stage.store.leadWindow(LeadQuery(limit: 1)).rows.first?.lastMessage?.preview
        let whole = try stage.store.leadWindow(LeadQuery(limit: 1, readsWholeTexts: true)).rows.first
        let filtered = try stage.store.leadWindow(
            LeadQuery(filter: LeadFilter(parsing: "long"), limit: 1, readsWholeTexts: true)
        ).rows.first

        #expect(short == String(text.prefix(200)))
        #expect(whole?.lastMessage?.preview == text && filtered?.lastMessage?.preview == text)
        #expect(try stage.store.lead(id, wholeText: true)?.lastMessage?.preview == text)
    }

    @Test("Sorted by name, those without a name follow by number; sorted by waiting, the longest wait is first")
    func orders() throws {
        let store = try stage().store

        let byName = try store.leadWindow(LeadQuery(order: .name, limit: 8))
        #expect(numbers(byName) == [0, 10, 20, 30, 40, 50, 1, 2])
        let byWaiting = try store.leadWindow(LeadQuery(order: .waiting, limit: 3))
        #expect(numbers(byWaiting) == [0, 1, 2])
    }

    @Test(
        "A filter keeps what it says, whichever way the rows are found",
        arguments: [
            ("ana", 6), ("ANA 10", 1), ("name:ána", 6), ("garden", 9), ("-garden", 51), ("is:waiting", 60),
            ("is:unread", 60), ("is:failed", 0), ("from:+15550120", 60), ("from:1555012001", 10), ("to:+1555010", 60),
            ("0120-042", 1), ("ana is:waiting -garden", 5), ("zz", 0), ("100%", 0), ("garden ana", 1), ("is:open", 60),
        ] as [(String, Int)])
    func filters(_ text: String, _ count: Int) throws {
        let store = try stage().store
        let filter = LeadFilter(parsing: text)

        let window = try store.leadWindow(LeadQuery(filter: filter, limit: 100))

        #expect(window.rows.count == count)
        #expect(numbers(window) == numbers(window).sorted(by: >))
    }

    @Test("Where few leads of many pass, the same rows are found, in order and from any place")
    func rare() throws {
        let stage = try Stage()
        let rows = (0..<2000).map { n in
            Stage.inbound(
                n + 1, from: Self.peer(n), at: Int64(n * 10), n % 500 == 0 ? "the zebra is here" : "hello")
        }
        try stage.take(rows, at: 30_000)
        let filter = LeadFilter(parsing: "zebra")

        let top = try stage.store.leadWindow(LeadQuery(filter: filter, limit: 3))
        #expect(numbers(top) == [1500, 1000, 500])
        #expect(top.hasMoreBelow)
        let next = try stage.store.leadWindow(
            LeadQuery(filter: filter, anchor: .offset(top.rows[0].id, by: 3), limit: 2))
        #expect(numbers(next).last == 0)
        #expect(next.hasMoreAbove)
    }

    @Test("A lead is found by a few letters of its name or digits of its number")
    func jump() throws {
        let stage = try stage()
        let lead = try #require(try stage.lead(Self.peer(7)))
        try stage.store.apply(.name("Jane Miller"), to: lead.id, now: Stage.start)
        let other = try #require(try stage.lead(Self.peer(8)))
        try stage.store.apply(.name("Benjamin"), to: other.id, now: Stage.start)

        #expect(try stage.store.jump("jm", limit: 3).first?.name == "Jane Miller")
        #expect(try stage.store.jump("20042", limit: 1).map(\.address.text) == [Self.peer(42)])
        #expect(try stage.store.jump(" ", limit: 3).isEmpty)
        #expect(try stage.store.jump("qqq", limit: 3).isEmpty)
    }

    @Test("A name of which nothing can be seen is none")
    func invisibleName() throws {
        let stage = try Stage()
        let lead = try stage.store.ensureLead(PeerAddress(carrier: "+15550100101"), display: "x", now: Stage.start)
        try stage.store.apply(.name("Ada"), to: lead, now: Stage.start)

        try stage.store.apply(.name("\u{200B} \u{2060}\u{E0041}"), to: lead, now: Stage.start)

        #expect(try stage.store.lead(lead)?.name == nil)
    }

    @Test("A lead of whom there is nothing can be forgotten, one with anything at all cannot, and no id comes twice")
    func forgetting() throws {
        let stage = try Stage()
        let now = Stage.start
        func made(_ peer: String) throws -> LeadID {
            try stage.store.ensureLead(PeerAddress(carrier: peer), display: peer, now: now)
        }
        let named = try made("+15550100101"), drafted = try made("+15550100102"), blocked = try made("+15550100103")
        try stage.store.apply(.name("Ada"), to: named, now: now)
        _ = try stage.store.saveDraft(Draft(text: "hi"), of: drafted, now: now)
        try stage.store.apply(.blocked(true), to: blocked, now: now)
        let written = try stage.queue("hi", to: "+15550100104", at: 0).lead
        let empty = try made("+15550100105")

        for lead in [named, drafted, blocked, written] {
            #expect(try !stage.store.forgetEmptyLead(lead, now: now))
        }
        #expect(try stage.store.forgetEmptyLead(empty, now: now))

        #expect(try stage.store.lead(empty) == nil)
        #expect(try stage.store.counts().leads == 4)
        #expect(try stage.store.jump("0105", limit: 5).isEmpty)
        #expect(try made("+15550100106") != empty)
    }
}
