/// The rules of the schema that somebody can run into without a mistake of ours, and the rest by name.
package enum StoreConstraint: Hashable, Sendable {
    /// Somebody on this server has the name already.
    case userName
    /// The number or service is another channel's.
    case senderAddress
    /// The same token exists already.
    case tokenHash
    /// What a row points to does not exist: a user, a channel, a tenant.
    case reference
    case other(String)

    /// Each rule with its name in PostgreSQL, and with what SQLite says of it.
    private static let names: [String: StoreConstraint] = [
        "user_route_name_key": .userName, "user_route.name": .userName,
        "sender_route_pkey": .senderAddress, "sender_route.address": .senderAddress,
        "token_route_pkey": .tokenHash, "token_route.hash": .tokenHash,
    ]

    init(named name: String) { self = Self.names[name] ?? .other(name) }
}

extension StoreConstraint: CustomStringConvertible {
    package var description: String {
        switch self {
        case .userName: "the user name is taken"
        case .senderAddress: "the number belongs to another channel"
        case .tokenHash: "the token exists already"
        case .reference: "what it points to does not exist"
        case .other(let name): name
        }
    }
}
