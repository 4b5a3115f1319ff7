/// What a token lets its bearer do. None contains another: a token for the whole server names all four.
package enum Scope: String, CaseIterable, Comparable, Sendable {
    /// Reads.
    case read
    /// Writes messages, marks and triage.
    case send
    /// Channels, templates, campaigns, exports and users.
    case manage
    /// Tokens, keys, the audit and erasure.
    case admin

    package static func < (one: Scope, other: Scope) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .read: 0
        case .send: 1
        case .manage: 2
        case .admin: 3
        }
    }
}
