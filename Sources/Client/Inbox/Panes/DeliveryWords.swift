import Drawing
import Messaging

/// How far one of our messages has come, as a sign and in plain words.
struct DeliveryWords {
    let sign: String
    let word: String
    let role: Role
    /// Whether all went as it mostly does, so that the sign says enough.
    var isOrdinary: Bool { role == .success || word == "sent" }

    init?(direction: Direction, sendState: SendState?, status: DeliveryState?, signs: Signs) {
        guard direction == .outbound else { return nil }
        switch sendState {
        case .held: (sign, word, role) = (signs.held, "held", .warning)
        case .scheduled: (sign, word, role) = (signs.scheduled, "scheduled", .muted)
        case .pending: (sign, word, role) = (signs.pending, "waiting to go", .muted)
        case .sending: (sign, word, role) = (signs.pending, "sending", .muted)
        case .unknown: (sign, word, role) = (signs.unknown, "unknown", .warning)
        case .rejected: (sign, word, role) = (signs.failed, "refused", .failure)
        case .absent: (sign, word, role) = (signs.failed, "did not leave", .failure)
        case .canceled: (sign, word, role) = (signs.failed, "taken back", .muted)
        case .blocked: (sign, word, role) = (signs.failed, "blocked", .failure)
        case .submitted, nil:
            guard let status else {
                (sign, word, role) = (signs.sent, "handed over", .muted)
                return
            }
            (sign, word, role) = Self.carrier(status, signs)
        }
    }

    /// What the carrier says of a message that has left.
    private static func carrier(_ status: DeliveryState, _ signs: Signs) -> (String, String, Role) {
        switch status {
        case .accepted, .queued: (signs.pending, "queued", .muted)
        case .scheduled: (signs.scheduled, "scheduled", .muted)
        case .sending: (signs.pending, "sending", .muted)
        case .sent: (signs.sent, "sent", .muted)
        case .partiallyDelivered: (signs.sent, "partly there", .warning)
        case .delivered, .received: (signs.delivered, "delivered", .success)
        case .read: (signs.delivered, "read", .success)
        case .undelivered: (signs.failed, "not delivered", .failure)
        case .failed: (signs.failed, "failed", .failure)
        case .canceled: (signs.failed, "canceled", .muted)
        case .receiving: (signs.pending, "receiving", .muted)
        case .other(let word): (signs.sent, VisibleText(word, keepsLines: false, limit: 12).text, .muted)
        }
    }
}
