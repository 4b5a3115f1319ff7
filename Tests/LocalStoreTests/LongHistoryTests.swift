import GRDB
import Messaging
import TestSupport
import Testing

@testable import LocalStore

@Suite("A long history while it is taken in")
struct LongHistoryTests {
    /// As many as make a page of history a large one.
    private static let page = 250

    private static func row(_ n: Int) -> RemoteMessage {
        n % 3 == 0
            ? Stage.outbound(n, to: "+1555010\(1000 + n % 7)", at: Int64(n / 2), "ours \(n)")
            : Stage.inbound(n, from: "+1555010\(1000 + n % 7)", at: Int64(n / 2), "theirs \(n)")
    }

    private func commit(_ rows: [RemoteMessage], to store: InboxStore, _ origin: Batch.Origin = .backfill) throws {
        let now = Stage.start + .seconds(10_000)
        _ = try store.commit(Batch(messages: rows.reversed(), origin: origin, readAt: now), now: now)
    }

    /// The pages of history, the newest first, of which each repeats the end of the one before.
    private static let pages = stride(from: 1500, to: 0, by: -page).map { end in
        (max(1, end - page - 40)...end).map(row)
    }

    private func names(_ store: InboxStore) throws -> [String] {
        try store.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE name LIKE 'message_by_%' AND name <> 'message_by_lead'")
        }
    }

    /// All that can be told of the messages, in the order of the conversations.
    private func told(_ store: InboxStore) throws -> [String] {
        try store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT l.address, l.unread, l.activity, m.position, hex(m.external_id), m.status, m.body
                    FROM message m JOIN lead l ON l.id = m.lead_id ORDER BY l.address, m.position
                    """
            ).map(\.description)
        }
    }

    private func end(_ store: InboxStore) throws {
        while store.mayBeUntidy(isHistoryWhole: true) { try store.tidy(isHistoryWhole: true, now: Stage.start) }
    }

    /// How messages are told apart, and how many are listed by name.
    private func index(_ store: InboxStore) throws -> (NameIndex, listed: Int) {
        try store.read { db in
            (try db.nameIndex(), try Int.fetchOne(db, sql: "SELECT count(*) FROM message_name") ?? 0)
        }
    }

    @Test("Names that are listed in parts are all there, in their order, whatever they look like")
    func parts() throws {
        let store = try Stage().store
        let odd = ["", "SM", "SMABCDEF", "another name", "é", "SM" + String(repeating: "f", count: 32)]
        let rows = (1...1500).map { n -> RemoteMessage in
            var row = Self.row(n)
            if n % 200 == 0 { row.externalID = odd[n / 200 % odd.count] + (n > 1200 ? "2" : "") }
            return row
        }
        for start in stride(from: 0, to: rows.count, by: Self.page) {
            try commit(Array(rows[start..<(start + Self.page)]), to: store)
        }
        try store.write(.fetched, now: Stage.start) { ledger in
            try ledger.db.execute(sql: "INSERT INTO note (key, value) VALUES ('names_reach', '')")
        }
        let all = try store.read { db in
            try Int64.fetchAll(
                db, sql: "SELECT id FROM message WHERE external_id > '' ORDER BY external_id, id")
        }

        var (read, runs): ([Int64], Int) = ([], 0)
        while true {
            let run = try store.read { try NameRun($0, length: 200) }
            (read, runs) = (read + run.names.map(\.message), runs + 1)
            guard let last = run.names.last?.name, !run.isLast else { break }
            try store.write(.fetched, now: Stage.start) { ledger in
                let note = try ledger.db.prepared("UPDATE note SET value = ?1 WHERE key = 'names_reach'")
                note.bind(1, last)
                try note.run()
            }
        }

        #expect(read == all && (4...20).contains(runs))
    }

    @Test("In large pages or small ones, at one go or by many processes, it makes the same mirror, each message once")
    func same() throws {
        let folder = try Folder(), plain = try Stage().store, large = try Stage().store
        for page in Self.pages {
            for start in stride(from: page.count, to: 0, by: -100) {
                try commit(Array(page[max(0, start - 100)..<start]), to: plain)
            }
            try commit(page, to: large)
            let killed = try folder.open()
            try commit(page, to: killed)
            try commit(page, to: killed)
        }
        #expect(try names(plain) == ["message_by_sid"])
        #expect(try names(large) == ["message_by_moment"])
        try end(large)
        let last = try folder.open()
        try end(last)

        for store in [large, last] { #expect(try index(store) == (.listed, 1500)) }
        #expect(try told(plain).count == 1500)
        #expect(try told(large) == told(plain))
        #expect(try told(last) == told(plain))
        #expect(try last.counts() == plain.counts())
    }

    @Test("A message whose moment the remote tells in two ways, or not at first, is there once in the end")
    func moments() throws {
        let store = try Stage().store
        try commit(Self.pages[0], to: store)
        var (moved, untold) = (Self.row(1400), Self.row(1402))
        moved.createdAt = Stage.start + .seconds(5)
        untold.createdAt = nil
        try commit(Self.pages[1] + [moved, untold], to: store)
        try commit([moved], to: store, .head)

        try end(store)

        let ids = try told(store)
        #expect(ids.count == Self.pages[0].count + Self.pages[1].count - 41)
        #expect(try store.counts().messages == ids.count)
        #expect(try store.search("1400").count == 1)
        #expect(try store.message(externalID: Stage.sid(1402))?.body == "theirs 1402")
    }

    @Test("What we send meanwhile is tied to its row, and news changes what is there")
    func meanwhile() throws {
        let stage = try Stage()
        try commit(Self.pages[0], to: stage.store)
        let entry = try stage.queue("lost", at: 5000)
        #expect(try stage.begin(entry, at: 5001) == .go)
        let answered = try stage.queue("answered", to: "+15550100101", at: 5002)
        #expect(try stage.begin(answered, at: 5003) == .go)

        let report = try stage.take([Stage.outbound(9001, at: 5002, "lost", status: .sent)], at: 5004)
        let answer = Stage.outbound(9002, to: "+15550100101", at: 5003, "answered", status: .queued)
        try stage.take([answer], at: 5005)
        try stage.store.recordSubmitted(answered.id, remote: answer, now: Stage.start + .seconds(5006))
        var changed = Self.row(1500)
        (changed.body, changed.updatedAt) = ("", Stage.start + .seconds(6000))
        try stage.take([changed, Stage.outbound(9001, at: 5002, "lost", status: .sent)], at: 6000)
        try end(stage.store)

        #expect(report.settled == [entry.id])
        #expect(try stage.store.openOutbox().isEmpty)
        #expect(try stage.conversation("+15550100101").map(\.externalID) == [Stage.sid(9002)])
        #expect(try stage.store.message(externalID: Stage.sid(9001))?.id == entry.id)
        #expect(try stage.store.message(externalID: Stage.sid(1500))?.body == "")
        #expect(try told(stage.store).count == Self.pages[0].count + 2)
    }

    @Test("Its names are listed a few at a time, by whoever comes, while messages come, change and go")
    func listed() throws {
        let folder = try Folder()
        let many = (1...9000).map(Self.row)
        try commit(many, to: folder.open())
        var double = Self.row(100)
        double.createdAt = Stage.start + .seconds(7000)
        try commit([double], to: folder.open())
        var steps = 0
        while try index(folder.open()).0 != .listed {
            let store = try folder.open()
            // The first step looks for twins.
            for _ in 0..<2 { try store.tidy(isHistoryWhole: true, now: Stage.start) }
            try commit([Self.row(9001 + steps), double, Self.row(steps + 1)], to: store, .head)
            if steps == 1 {
                try store.write(.fetched, now: Stage.start) { ledger in
                    let gone = try #require(
                        try ledger.message(externalID: SIDKey(Stage.sid(8000)), createdAt: Self.row(8000).createdAt))
                    try ledger.delete(gone)
                }
            }
            steps += 1
            #expect(try store.search("ours 8997").map(\.message.externalID) == [Stage.sid(8997)])
            #expect(try store.message(externalID: Stage.sid(1))?.body == "theirs 1")
        }

        let store = try folder.open()
        #expect(steps > 4)
        let count = 9000 + steps - 1
        #expect(try index(store) == (.listed, count))
        #expect(try store.counts().messages == count && told(store).count == count)
        #expect(try store.message(externalID: Stage.sid(100)) != nil)
        #expect(try store.message(externalID: Stage.sid(8000)) == nil)
        try commit([Self.row(8000), double, Self.row(7)], to: store)
        try commit([Self.row(8000)], to: store, .head)
        #expect(try index(store) == (.listed, count + 1) && store.counts().messages == count + 1)
    }

    @Test("A mirror that has its history already keeps its index, and so does one that is read in small pages")
    func kept() throws {
        let store = try Stage().store
        try store.write(.fetched, now: Stage.start) { ledger in
            try ledger.db.execute(sql: "UPDATE tally SET messages = \(NameIndex.fewest)")
        }
        try commit(Self.pages[0], to: store)

        #expect(try names(store) == ["message_by_sid"])
    }
}
