internal import Messaging

/// The small numbers under which states are stored. They stand in files: never change one, only add.
extension SendState {
    var code: Int64 {
        switch self {
        case .held: 1
        case .scheduled: 2
        case .pending: 3
        case .sending: 4
        case .unknown: 5
        case .submitted: 6
        case .rejected: 7
        case .absent: 8
        case .canceled: 9
        case .blocked: 10
        }
    }

    init?(code: Int64) {
        switch code {
        case 1: self = .held
        case 2: self = .scheduled
        case 3: self = .pending
        case 4: self = .sending
        case 5: self = .unknown
        case 6: self = .submitted
        case 7: self = .rejected
        case 8: self = .absent
        case 9: self = .canceled
        case 10: self = .blocked
        default: return nil
        }
    }
}

extension DeliveryState {
    /// The number of a known word; other words are stored as text.
    var code: Int64? {
        switch self {
        case .accepted: 1
        case .scheduled: 2
        case .queued: 3
        case .sending: 4
        case .sent: 5
        case .partiallyDelivered: 6
        case .canceled: 7
        case .undelivered: 8
        case .failed: 9
        case .delivered: 10
        case .read: 11
        case .receiving: 12
        case .received: 13
        case .other: nil
        }
    }

    init?(code: Int64) {
        guard (1...Int64(Self.known.count)).contains(code) else { return nil }
        self = Self.known[Int(code) - 1]
    }

    private static let known: [DeliveryState] = [
        .accepted, .scheduled, .queued, .sending, .sent, .partiallyDelivered, .canceled, .undelivered, .failed,
        .delivered, .read, .receiving, .received,
    ]
}

extension Prepared {
    func bind(_ index: Int32, _ status: DeliveryState?) {
        switch status {
        case .other(let word): bind(index, word)
        case let status: bind(index, status?.code)
        }
    }

    func status(_ column: Int32) -> DeliveryState? {
        if isNull(column) { return nil }
        return DeliveryState(code: int(column)) ?? .other(text(column))
    }

    func sendState(_ column: Int32) -> SendState? { optionalInt(column).flatMap(SendState.init(code:)) }

    func number(_ column: Int32) -> PhoneNumber? { optionalText(column).flatMap(PhoneNumber.init(e164:)) }
}
