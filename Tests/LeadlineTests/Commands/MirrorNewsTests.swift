import LocalStore
import Messaging
import TestSupport
import Testing

@testable import leadline

@Suite("What leadline watch prints")
struct MirrorNewsTests {
    @Test("Watching prints messages of leads far down the list and of long ago, and what is done with a lead")
    func watchedNews() throws {
        let store = try InboxStore.inMemory(
            source: AccountSource(text: "twilio:AC0@http://127.0.0.1"), newName: IntentID.any)
        let start = Instant(seconds: 1_790_000_000)
        func take(_ numbers: ClosedRange<Int>, at second: Int64, _ body: String) throws {
            let rows = numbers.map { number in
                RemoteMessage(
                    externalID: "SM" + String(repeating: "0", count: 24)
                        + padded(Int(second) % 1000 * 10_000 + number, 8),
                    direction: .inbound, ourNumber: PhoneNumber(e164: "+15550100001"),
                    peer: PeerAddress(carrier: "+1555012\(padded(number, 4))"), body: body, status: .received,
                    createdAt: start + .seconds(second), updatedAt: start, sentAt: start + .seconds(second))
            }
            _ = try store.commit(Batch(messages: rows, origin: .head, readAt: start, display: [:]), now: start)
        }
        try take(1...1, at: 1, "the first of an empty mirror")
        var news = try MirrorNews(store)
        try take(2...300, at: 900, "many leads")
        let many = try news.take()

        try take(1...1, at: 2, "late")
        let late = try news.take()
        let lead = try #require(try store.lead(PeerAddress(carrier: "+15550120001")))
        try store.apply(.name("Ana"), to: lead.id, now: start)
        let named = try news.take()

        #expect(many.count == 299)
        #expect(late.count == 1 && late[0].text.contains("\"late\""))
        #expect(late[0].text.contains("\"event\":\"new\""))
        #expect(named.count == 1 && named[0].text.hasPrefix("{\"event\":\"lead\",\"lead\":{"))
        #expect(try news.take().isEmpty)
    }
}
