import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

/// What `leads` and `export` print while the list changes under them.
@Suite struct LeadPagesTests {
    private let start = Instant(seconds: 1_790_000_000)

    private func write(_ count: Int, _ lead: Int, at second: Int, _ store: InboxStore) throws {
        let moment = start + .seconds(second)
        let digits = String(count, radix: 16)
        let message = RemoteMessage(
            externalID: "SM" + String(repeating: "0", count: 32 - digits.count) + digits, direction: .inbound,
            ourNumber: People.desk, peer: PeerAddress(carrier: People.lead(lead).e164), body: "hello",
            status: .received, segments: 1, createdAt: moment, updatedAt: moment, sentAt: moment)
        _ = try store.commit(Batch(messages: [message], origin: .head, readAt: moment, display: [:]), now: moment)
    }

    private func store(of leads: Int) throws -> InboxStore {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        for lead in 1...leads { try write(lead, lead, at: lead, store) }
        return store
    }

    @Test("Each lead comes once, whoever writes between two pages", arguments: LeadQuery.Order.allCases)
    func movingList(order: LeadQuery.Order) throws {
        let store = try store(of: 47)
        var found: [LeadID] = []
        var count = 100

        try LeadPages(store: store, query: LeadQuery(order: order, limit: 0), size: 10).forEach { page in
            found += page.map(\.id)
            // Of this page the last one writes, and one whom no page has shown yet.
            for lead in [Int(page.last?.address.text.suffix(2) ?? "") ?? 1, 3] where count < 110 {
                count += 1
                try write(count, lead, at: count, store)
            }
            return true
        }

        #expect(found.count == 47)
        #expect(Set(found).count == 47)
    }

    @Test("A lead that is renamed up the list, past what was read, is not left out")
    func renamed() throws {
        let store = try store(of: 30)
        let ids = try store.leadWindow(LeadQuery(limit: 100)).rows.map(\.id)
        for (place, id) in ids.enumerated() { try store.apply(.name("Lead \(100 + place)"), to: id, now: start) }
        var found: [LeadID] = []

        try LeadPages(store: store, query: LeadQuery(order: .name, limit: 0), size: 5).forEach { page in
            found += page.map(\.id)
            // The last of all comes to stand on the second page when several were read.
            if found.count > 15, let last = ids.last { try store.apply(.name("Lead 107 b"), to: last, now: start) }
            return true
        }

        #expect(found.count == 30 && Set(found).count == 30)
    }

    @Test("Where a whole page has changed it begins anew, and nothing comes twice")
    func wholePage() throws {
        let store = try store(of: 25)
        var found: [LeadID] = []

        try LeadPages(store: store, query: LeadQuery(limit: 0), size: 5).forEach { page in
            if found.isEmpty { for lead in 21...25 { try write(100 + lead, lead, at: 100 + lead, store) } }
            found += page.map(\.id)
            return true
        }

        #expect(found.count == 25 && Set(found).count == 25)
    }

    @Test("It ends where no more is wanted")
    func enough() throws {
        let store = try store(of: 25)
        var pages = 0

        try LeadPages(store: store, query: LeadQuery(limit: 0), size: 5).forEach { _ in
            pages += 1
            return pages < 2
        }

        #expect(pages == 2)
    }
}
