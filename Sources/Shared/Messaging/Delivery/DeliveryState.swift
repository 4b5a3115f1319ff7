/// What the carrier says of a message, in Twilio's words, ordered by how far the message has come.
///
/// The order is the one by which status callbacks are merged, since they overtake one another. A word not listed is
/// kept as it came and counts as "sent": shown, and still looked after.
package enum DeliveryState: Hashable, Sendable {
    case accepted, scheduled, queued, sending, sent, partiallyDelivered, canceled, undelivered, failed, delivered, read
    case receiving, received
    case other(String)

    package init(word: String) {
        self = Self.byWord[word] ?? .other(word)
    }

    /// Twilio's word.
    package var word: String {
        switch self {
        case .accepted: "accepted"
        case .scheduled: "scheduled"
        case .queued: "queued"
        case .sending: "sending"
        case .sent: "sent"
        case .partiallyDelivered: "partially_delivered"
        case .canceled: "canceled"
        case .undelivered: "undelivered"
        case .failed: "failed"
        case .delivered: "delivered"
        case .read: "read"
        case .receiving: "receiving"
        case .received: "received"
        case .other(let word): word
        }
    }

    /// How far the message has come, from 1 to 10; a callback may only raise it.
    package var rank: Int {
        switch self {
        case .accepted, .scheduled, .receiving: 1
        case .queued: 2
        case .sending: 3
        case .sent, .other: 4
        case .partiallyDelivered: 5
        case .canceled: 6
        case .undelivered: 7
        case .failed: 8
        case .delivered, .received: 9
        case .read: 10
        }
    }

    /// Whether nothing more is to be expected. `sent` may be the last word ever and is given up after 72 hours instead.
    package var isFinal: Bool { rank >= 5 }

    /// Whether the message did not arrive.
    package var isFailure: Bool { self == .failed || self == .undelivered }

    private static let byWord: [String: DeliveryState] = {
        let all: [DeliveryState] = [
            .accepted, .scheduled, .queued, .sending, .sent, .partiallyDelivered, .canceled, .undelivered, .failed,
            .delivered, .read, .receiving, .received,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.word, $0) })
    }()
}
