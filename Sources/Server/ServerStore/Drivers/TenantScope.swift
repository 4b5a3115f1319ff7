internal import Messaging

/// Whose rows a transaction is about.
enum TenantScope: Hashable, Sendable {
    case tenant(TenantID)
    /// The tables that belong to the server: routes, jobs that are due, nodes. No tenant's row is to be seen.
    case server
}
