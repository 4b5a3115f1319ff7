/// The states a message can be in, in the words of Twilio's `message_enum_status`.
enum StatusWord: UInt8, CaseIterable, Sendable {
    case accepted, scheduled, queued, sending, sent, delivered, undelivered, failed, read, canceled, receiving, received
    case partiallyDelivered

    /// The word as it stands in a resource and in a callback.
    var wire: String {
        switch self {
        case .accepted: "accepted"
        case .scheduled: "scheduled"
        case .queued: "queued"
        case .sending: "sending"
        case .sent: "sent"
        case .delivered: "delivered"
        case .undelivered: "undelivered"
        case .failed: "failed"
        case .read: "read"
        case .canceled: "canceled"
        case .receiving: "receiving"
        case .received: "received"
        case .partiallyDelivered: "partially_delivered"
        }
    }

    /// Whether nothing more can become of the message.
    var isFinal: Bool {
        switch self {
        case .delivered, .undelivered, .failed, .read, .canceled, .received, .partiallyDelivered: true
        case .accepted, .scheduled, .queued, .sending, .sent, .receiving: false
        }
    }

    init?(wire: String) {
        guard let match = Self.allCases.first(where: { $0.wire == wire }) else { return nil }
        self = match
    }
}

/// Which way a message went, in the words of Twilio's `message_enum_direction`.
enum DirectionWord: UInt8, CaseIterable, Sendable {
    case inbound, outboundAPI, outboundCall, outboundReply

    var wire: String {
        switch self {
        case .inbound: "inbound"
        case .outboundAPI: "outbound-api"
        case .outboundCall: "outbound-call"
        case .outboundReply: "outbound-reply"
        }
    }
}

/// What an account is: `Trial` ones write to verified numbers only.
package enum AccountKind: String, CaseIterable, Sendable { case trial = "Trial", full = "Full" }

/// Whether an account may do anything at all.
package enum AccountStanding: String, CaseIterable, Sendable { case active, suspended, closed }
