internal import Messaging

/// The numbers of the status line, and changes of them.
struct Tally: Equatable {
    var leads: Int64 = 0
    var unreadLeads: Int64 = 0
    var unreadMessages: Int64 = 0
    var waiting: Int64 = 0
    var failed: Int64 = 0
    var held: Int64 = 0
    var unknown: Int64 = 0
    var messages: Int64 = 0
    var inbound: Int64 = 0

    /// Counts a lead in, or with a negative `sign` out.
    mutating func count(_ lead: LeadRecord, sign: Int64) {
        unreadLeads += lead.unread > 0 ? sign : 0
        unreadMessages += sign * lead.unread
        waiting += lead.flags.contains(.waiting) ? sign : 0
        failed += lead.flags.contains(.failed) ? sign : 0
    }

    /// Counts a message of ours in its state in, or out.
    mutating func count(_ state: SendState?, sign: Int64) {
        switch state {
        case .held, .scheduled, .pending, .sending: held += sign
        case .unknown: unknown += sign
        case .submitted, .rejected, .absent, .canceled, .blocked, nil: break
        }
    }
}
