package import Messaging

/// Whose inbox a token opens on a server.
package struct ServerUser: Hashable, Sendable {
    package let tenant: TenantID
    package let id: UserID
    package let name: String
    /// Whether the token may read the inbox at all.
    package let mayRead: Bool
    /// Whether it may write to leads, and change what the inbox keeps.
    package let maySend: Bool
}
