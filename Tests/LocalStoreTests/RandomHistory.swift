import LocalStore
import Messaging
import TestSupport

/// An account to which things happen by chance, the same for each seed: what the lists bring, late and twice and
/// changed, what we send and what becomes of it, and what people do with their leads.
struct RandomHistory {
    let stage: Stage
    private var dice: Dice
    private var second: Int64 = 0
    private var told: [RemoteMessage] = []
    private var written: [OutboxEntry] = []

    private static let peers = ["+15550100100", "+15550100101", "+15550100102", "12345"]
    private static let numbers = [Stage.ours, Stage.number("+15550100002")]
    private static let bodies = ["hi", "hi", "STOP", "START", "Grüße", ""]

    init(seed: UInt64) throws {
        (stage, dice) = (try Stage(), Dice(seed: seed))
    }

    private var now: Instant { Stage.start + .seconds(second) }

    /// Does one thing, and says which.
    mutating func go() throws -> String {
        second += Int64.random(in: 0...30, using: &dice)
        let deeds: [(String, (inout RandomHistory) throws -> Void)] = [
            ("news", { try $0.bring(.head) }), ("news", { try $0.bring(.head) }),
            ("history", { try $0.bring(.backfill) }),
            ("a change", { try $0.change() }), ("a text", { try $0.write() }), ("a text", { try $0.write() }),
            ("an attempt", { try $0.attempt() }), ("an attempt", { try $0.attempt() }),
            ("a change of mind", { try $0.reconsider() }), ("reading", { try $0.read() }),
            ("sorting", { try $0.sort() }), ("a draft", { try $0.draft() }),
        ]
        let deed = deeds[Int.random(in: deeds.indices, using: &dice)]
        try deed.1(&self)
        return deed.0
    }

    private mutating func any<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &dice) }

    private mutating func row() -> RemoteMessage {
        let peer = any(Self.peers) ?? "", at = second - Int64.random(in: 0...900, using: &dice)
        let body = any(Self.bodies) ?? "", isOurs = Bool.random(using: &dice) && peer.hasPrefix("+")
        let status = any([DeliveryState.sent, .delivered, .failed, .undelivered, .canceled]) ?? .sent
        var row =
            isOurs
            ? Stage.outbound(told.count + 1, to: peer, at: at, body, status: status)
            : Stage.inbound(told.count + 1, from: peer, at: at, body)
        row.ourNumber = any(Self.numbers)
        return row
    }

    private mutating func bring(_ origin: Batch.Origin) throws {
        var rows: [RemoteMessage] = []
        for _ in 0..<Int.random(in: 1...6, using: &dice) {
            if Int.random(in: 0..<4, using: &dice) == 0, let known = any(told) {
                rows.append(known)
            } else {
                let row = row()
                told.append(row)
                rows.append(row)
            }
        }
        try stage.take(rows, as: origin, at: second)
    }

    private mutating func change() throws {
        guard let place = told.indices.randomElement(using: &dice) else { return }
        told[place].updatedAt = now
        if told[place].direction == .outbound {
            told[place].status = any([.delivered, .failed, .undelivered, .sent, .canceled]) ?? .sent
        } else {
            told[place].body = any(Self.bodies) ?? ""
        }
        if Bool.random(using: &dice) { told[place].sentAt = now - .seconds(Int64.random(in: 0...600, using: &dice)) }
        try stage.take([told[place]], at: second)
    }

    private mutating func write() throws {
        let peer = any(Self.peers.filter { $0.hasPrefix("+") }) ?? ""
        let hold: Duration? = Bool.random(using: &dice) ? .seconds(5) : nil
        written.append(try stage.queue(any(["hi", "yes", "no"]) ?? "", to: peer, at: second, heldFor: hold))
    }

    private mutating func attempt() throws {
        guard let entry = any(written) else { return }
        try stage.store.endHold(entry.id, now: now)
        guard try stage.begin(entry, at: second) == .go else { return }
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: _ = try stage.store.recordRejected(entry.id, code: 21211, text: nil, now: now)
        case 1: try stage.store.recordNotSent(entry.id, retryAt: now, now: now)
        case 2: try stage.store.recordUnknown(entry.id, nextLookAt: now, now: now)
        case 3:
            try stage.store.recordUnknown(entry.id, nextLookAt: now, now: now)
            try stage.store.recordAbsent(entry.id, now: now)
        default:
            let answer = Stage.outbound(told.count + 1, to: entry.to.e164, at: second, entry.body, status: .queued)
            told.append(answer)
            try stage.store.recordSubmitted(entry.id, remote: answer, now: now)
        }
    }

    private mutating func reconsider() throws {
        guard let entry = any(written) else { return }
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: _ = try stage.store.takeBack(entry.id, now: now)
        case 1: try stage.store.discard(entry.id, now: now)
        case 2: try stage.store.holdForPerson(entry.id, now: now)
        case 3: try stage.store.release(entry.id, now: now)
        default: if let again = try stage.store.resend(entry.id, now: now).entry { written.append(again) }
        }
    }

    private mutating func lead() throws -> LeadID? {
        let peer = any(Self.peers) ?? ""
        return try stage.lead(peer)?.id
    }

    /// Changes a lead, and at times changes it back.
    private mutating func change(_ changes: [LeadChange]) throws {
        guard let lead = try lead(), let change = any(changes) else { return }
        let inverse = try stage.store.apply(change, to: lead, now: now)
        guard let inverse, Int.random(in: 0..<3, using: &dice) == 0 else { return }
        _ = try stage.store.apply(inverse, to: lead, now: now)
    }

    private mutating func read() throws { try change([.read(), .unread]) }

    private mutating func sort() throws {
        try change([.state(.open), .state(.snoozed), .state(.closed), .blocked(true), .blocked(false), .name("Ana")])
    }

    private mutating func draft() throws {
        guard let lead = try lead() else { return }
        try stage.store.saveDraft(Draft(text: any(["", "half"]) ?? ""), of: lead, now: now)
    }
}
