import LocalStore
import Messaging
import TestSupport

/// A store in memory with one number of ours, and the little that tests say again and again.
struct Stage {
    let store: InboxStore
    static let source = AccountSource(text: "twilio:AC0@http://127.0.0.1")
    static let ours = number("+15550100001")
    static let start = Instant(seconds: 1_790_000_000)

    init() throws { store = try InboxStore.inMemory(source: Self.source, newName: IntentID.any) }

    static func number(_ text: String) -> PhoneNumber {
        guard let number = PhoneNumber(e164: text) else { preconditionFailure("a test number is no number") }
        return number
    }

    /// The SID of the test's `n`th message.
    static func sid(_ n: Int) -> String {
        let digits = String(n, radix: 16)
        return "SM" + String(repeating: "0", count: 32 - digits.count) + digits
    }

    static func inbound(_ n: Int, from peer: String = "+15550100100", at second: Int64, _ body: String = "hello")
        -> RemoteMessage
    {
        RemoteMessage(
            externalID: sid(n), direction: .inbound, ourNumber: ours, peer: PeerAddress(carrier: peer), body: body,
            status: .received, segments: 1, createdAt: start + .seconds(second), updatedAt: start + .seconds(second),
            sentAt: start + .seconds(second))
    }

    static func outbound(
        _ n: Int, to peer: String = "+15550100100", at second: Int64, _ body: String = "hello",
        status: DeliveryState = .delivered, price: String? = nil
    ) -> RemoteMessage {
        RemoteMessage(
            externalID: sid(n), direction: .outbound, isFromAPI: true, ourNumber: ours,
            peer: PeerAddress(carrier: peer),
            body: body, status: status, segments: 1, price: price.flatMap { Price(decimal: $0, unit: "USD") },
            createdAt: start + .seconds(second), updatedAt: start + .seconds(second),
            sentAt: start + .seconds(second))
    }

    /// Commits rows that are given oldest first, as a list gives them: newest first. What is taken first begins the list.
    @discardableResult
    func take(_ rows: [RemoteMessage], as origin: Batch.Origin = .head, at second: Int64 = 0) throws -> CommitReport {
        let now = Self.start + .seconds(second)
        var cursor: ListCursor?
        if origin == .head, try store.cursors().isEmpty {
            cursor = ListCursor(number: Self.ours, side: .to)
            cursor?.headSince = now
        }
        return try store.commit(
            Batch(messages: rows.reversed(), cursor: cursor, origin: origin, readAt: now, display: [:]), now: now)
    }

    func lead(_ peer: String = "+15550100100") throws -> LeadRow? { try store.lead(PeerAddress(carrier: peer)) }

    func conversation(_ peer: String = "+15550100100") throws -> [MessageRow] {
        guard let lead = try lead(peer) else { return [] }
        return try store.conversationWindow(ConversationQuery(lead: lead.id, limit: 100))?.messages ?? []
    }

    /// Queues a text to a lead that is made where it is missing.
    func queue(_ body: String, to peer: String = "+15550100100", at second: Int64, heldFor hold: Duration? = nil)
        throws -> OutboxEntry
    {
        let now = Self.start + .seconds(second)
        let lead = try store.ensureLead(PeerAddress(carrier: peer), display: peer, now: now)
        return try store.queue(
            OutgoingIntent(lead: lead, body: body, sender: Self.ours), heldUntil: hold.map { now + $0 }, now: now)
    }

    /// Writes down that a request for the row is about to leave.
    func begin(_ entry: OutboxEntry, at second: Int64) throws -> AttemptStart {
        let now = Self.start + .seconds(second)
        return try store.beginAttempt(entry.id, at: now, now: now)
    }
}
