internal import Messaging

/// Which rows of the remote's list are messages of ours whose answer got lost. Pure.
///
/// The remote keeps no mark of ours on a message, so a row is recognised by its recipient, its sender, its time and its
/// text. Of several equal texts a row is the one whose attempt is nearest to it in time: else the second of two, which
/// did leave, could end as absent, and a person would send it again.
enum Tying {
    /// A message of ours that may be in the list without our knowing.
    struct Intent: Equatable {
        let id: Int64
        let to: PhoneNumber
        let sender: PhoneNumber?
        let body: String
        let hasMedia: Bool
        let state: SendState
        let attemptedAt: Instant
    }

    /// Pairs of an index of `rows` and an intent's id.
    static func match(_ rows: [RemoteMessage], with intents: [Intent]) -> [(row: Int, intent: Int64)] {
        guard !intents.isEmpty else { return [] }
        var open = intents.sorted { ($0.attemptedAt, $0.id) < ($1.attemptedAt, $1.id) }
        var pairs: [(row: Int, intent: Int64)] = []
        // Lists come newest first; within a second the later row is the older one.
        let inTime = rows.indices.sorted { one, other in
            let (first, second) = (rows[one].createdAt, rows[other].createdAt)
            guard let first, let second, first != second else { return one > other }
            return first < second
        }
        for row in inTime where rows[row].direction == .outbound && rows[row].isFromAPI {
            let fitting = open.indices.filter { fits(rows[row], open[$0]) }
            guard let place = fitting.min(by: { isNearer(open[$0], than: open[$1], to: rows[row]) }) else { continue }
            pairs.append((row, open.remove(at: place).id))
        }
        return pairs
    }

    /// Whether `row` is rather `one` than `other`; of two alike one that is still looked for, then the earlier one.
    private static func isNearer(_ one: Intent, than other: Intent, to row: RemoteMessage) -> Bool {
        guard let created = row.createdAt else { return false }
        func distance(_ intent: Intent) -> UInt64 {
            (created.milliseconds - intent.attemptedAt.milliseconds).magnitude
        }
        guard distance(one) == distance(other) else { return distance(one) < distance(other) }
        return one.state.isOpen && !other.state.isOpen
    }

    static func fits(_ row: RemoteMessage, _ intent: Intent) -> Bool {
        guard row.peer == .number(intent.to), let created = row.createdAt,
            created >= Instant(seconds: intent.attemptedAt.seconds) - earlier, created <= intent.attemptedAt + validity,
            row.mediaCount == 0 || intent.hasMedia
        else { return false }
        if let ours = row.ourNumber, let sender = intent.sender, ours != sender { return false }
        // What the remote refused stands in its list as failed.
        if intent.state == .rejected, !row.status.isFailure { return false }
        let (sent, wanted) = (TrialText.own(row.body), intent.body)
        if trimmed(sent) == trimmed(wanted) || trimmed(row.body) == trimmed(wanted) { return true }
        // A messaging service may put look-alikes for characters that cost more.
        return intent.sender == nil
            && trimmed(SmartEncoding.replacing(sent)) == trimmed(SmartEncoding.replacing(wanted))
    }

    private static func trimmed(_ body: String) -> Substring {
        var text = Substring(body)
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return text
    }

    /// How much earlier than its attempt a message may be dated: clocks differ.
    private static let earlier = Duration.seconds(60)
    /// How long Twilio may keep a message in its queue.
    private static let validity = Duration.seconds(36_000)
}
