package import Messaging
internal import Secrets
package import ServerStore

/// Who is behind a token at this moment.
package struct SignIn: Sendable {
    /// Somebody with a token that opens.
    package struct Person: Hashable, Sendable {
        package let tenant: TenantID
        package let user: UserID
        package let token: TokenID
        package let scopes: Set<TokenScope>
        /// The account of the machine that asks, where a socket proves it.
        package let unixAccount: String?

        package init(
            tenant: TenantID, user: UserID, token: TokenID, scopes: Set<TokenScope>, unixAccount: String? = nil
        ) {
            (self.tenant, self.user, self.token) = (tenant, user, token)
            (self.scopes, self.unixAccount) = (scopes, unixAccount)
        }

        /// The same person as the audit tells of it.
        package var actor: AuditActor { AuditActor(user: user, token: token, unixAccount: unixAccount) }
    }

    /// How old the note of a token's last use may grow, so that not every request is a write.
    static let noteKept = Duration.seconds(600)

    private let store: TenantStore
    private let accountName: @Sendable (UInt32) -> String?

    /// `accountName` tells what an account of this machine is called.
    package init(_ store: TenantStore, accountName: @escaping @Sendable (UInt32) -> String?) {
        (self.store, self.accountName) = (store, accountName)
    }

    /// Whose token `text` is; nobody's where it is unknown, expired, revoked, of somebody who is suspended or of a tenant
    /// that is, or bound to another account than `account`, which only a Unix socket proves.
    package func person(with text: String, account: UInt32? = nil) async throws -> Person? {
        guard let hash = SecretToken(text, .user)?.hash else { return nil }
        return try await CRMError.translating {
            let tenant = try await store.readServer { try $0.routes.tenant(ofToken: hash.bytes) }
            guard let tenant else { return nil }
            let now = store.surroundings.now()
            let token = try await store.read(tenant) { rows -> TokenRecord? in
                guard let token = try rows.tokens.find(hash: hash.bytes), TokenHash(stored: token.hash) == hash,
                    try Self.opens(token, rows)
                else { return nil }
                return token
            }
            let name = account.map { accountName($0) ?? String($0) }
            guard let token, token.unixAccount == nil || token.unixAccount == name else { return nil }
            await note(token, now)
            return Person(
                tenant: tenant, user: token.user, token: token.id, scopes: token.scopes, unixAccount: name)
        }
    }

    /// Whether somebody who came in would come in now: who waits for long is looked at again before they are told anything.
    package func isStillIn(_ person: Person) async throws -> Bool {
        try await CRMError.translating {
            try await store.read(person.tenant) { rows in
                try rows.tokens.find(person.token).map { try Self.opens($0, rows) } ?? false
            }
        }
    }

    /// Whether a token is valid at this moment, and neither its user nor their tenant is suspended.
    private static func opens(_ token: TokenRecord, _ rows: TenantTransaction) throws -> Bool {
        try token.isValid(at: rows.now) && rows.users.find(token.user).map { $0.suspendedAt == nil } ?? false
            && rows.tenants.find().map { $0.suspendedAt == nil } ?? false
    }

    private func note(_ token: TokenRecord, _ now: Instant) async {
        if let last = token.lastUsedAt, now - last < Self.noteKept, last <= now { return }
        // When a token was last used is good to know, and no reason to turn its bearer away.
        try? await store.write(token.tenant) { try $0.tokens.touch(token.id) }
    }
}
