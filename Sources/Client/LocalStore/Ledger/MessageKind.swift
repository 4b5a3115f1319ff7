internal import Messaging

/// What a message means for its lead.
enum MessageKind: Int64 {
    case inbound = 0
    /// Ours; it answers what came before.
    case spoken = 1
    /// Ours, and it did not arrive.
    case failed = 2
    /// Ours, and it never was to arrive: taken back or blocked.
    case void = 3

    init(direction: Direction, status: DeliveryState?, sendState: SendState?) {
        guard direction == .outbound else {
            self = .inbound
            return
        }
        switch sendState {
        case .canceled, .blocked: self = .void
        case .rejected, .absent: self = .failed
        case .held, .scheduled, .pending, .sending, .unknown, .submitted, nil: self = Self.sent(status)
        }
    }

    /// What a message of ours means that nothing on our side kept from leaving.
    private static func sent(_ status: DeliveryState?) -> MessageKind {
        switch status {
        case .canceled: .void
        case .failed, .undelivered: .failed
        case .accepted, .scheduled, .queued, .sending, .sent, .partiallyDelivered, .delivered, .read, .receiving,
            .received, .other, nil:
            .spoken
        }
    }
}
