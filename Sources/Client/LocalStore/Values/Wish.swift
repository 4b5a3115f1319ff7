package import Messaging

/// A person's change that the server is to be told: what is to be so, and what the person saw there.
///
/// It is written down in the transaction that makes the change here, and stays until the server has answered. Until then
/// nothing that the server tells of the same field takes its place.
package struct Wish: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case name(TenantLeadID, String?, seen: String?)
        case state(TenantLeadID, LeadState, seen: LeadState)
        /// The person's mark, as an arrival.
        case read(TenantConversationID, upTo: Int64, seen: Int64)
        /// A text of ours that the server has not sent is not to leave.
        case cancel(TenantMessageID)
        /// One that the server keeps back is to leave; its writer has seen what came up to that arrival.
        case release(TenantMessageID, seenUpTo: Int64)
    }

    package let id: Int64
    /// The name under which the server makes it once, however often it is told.
    package let key: String
    package let change: Change
    package let madeAt: Instant

    package init(id: Int64, key: String, change: Change, madeAt: Instant) {
        (self.id, self.key, self.change, self.madeAt) = (id, key, change, madeAt)
    }
}

extension Wish.Change {
    /// The row of the server's that it is about.
    var target: String {
        switch self {
        case .name(let lead, _, _), .state(let lead, _, _): lead.description
        case .read(let conversation, _, _): conversation.description
        case .cancel(let message), .release(let message, _): message.description
        }
    }

    var field: WishField {
        switch self {
        case .name: .name
        case .state: .state
        case .read: .read
        case .cancel: .cancel
        case .release: .release
        }
    }

    /// What is wanted and what was seen, as they are stored.
    var words: (wanted: String?, seen: String?) {
        switch self {
        case .name(_, let wanted, let seen): (wanted, seen)
        case .state(_, let wanted, let seen): (wanted.rawValue, seen.rawValue)
        case .read(_, let wanted, let seen): (String(wanted), String(seen))
        case .cancel: (nil, nil)
        case .release(_, let seen): (nil, String(seen))
        }
    }

    init?(target: String, field: String, wanted: String?, seen: String?) {
        switch WishField(rawValue: field) {
        case .name?:
            guard let lead = TenantLeadID(target) else { return nil }
            self = .name(lead, wanted, seen: seen)
        case .state?:
            guard let lead = TenantLeadID(target), let wanted = wanted.flatMap(LeadState.init(rawValue:)),
                let seen = seen.flatMap(LeadState.init(rawValue:))
            else { return nil }
            self = .state(lead, wanted, seen: seen)
        case .read?:
            guard let conversation = TenantConversationID(target), let wanted = wanted.flatMap({ Int64($0) }),
                let seen = seen.flatMap({ Int64($0) })
            else { return nil }
            self = .read(conversation, upTo: wanted, seen: seen)
        case .cancel?:
            guard let message = TenantMessageID(target) else { return nil }
            self = .cancel(message)
        case .release?:
            guard let message = TenantMessageID(target), let seen = seen.flatMap({ Int64($0) }) else { return nil }
            self = .release(message, seenUpTo: seen)
        case nil: return nil
        }
    }
}

/// What a wish can be about.
enum WishField: String {
    case name, state, read, cancel, release
}
