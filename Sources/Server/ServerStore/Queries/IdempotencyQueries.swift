package import Messaging

/// Requests that may come twice: a key of a user stands for one request and its answer.
package struct IdempotencyQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// How long an answer is kept, and how long a request may be worked on before another may take it over.
    package static let kept = Duration.seconds(24 * 3600)
    package static let patience = Duration.seconds(120)

    /// Begins a request with a key, or tells what the key stands for. This is a transaction of its own, so that a second
    /// request sees it at once.
    package func begin(_ key: String, of user: UserID, requestHash: [UInt8]) throws -> IdempotencyState {
        let claim = IdempotencyClaim(user: user, key: key, claim: transaction.newClaim())
        let isNew = try connection.change(
            """
            INSERT INTO idempotency (tenant_id, user_id, key, request_hash, claim, begun_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, user_id, key) DO NOTHING
            """, transaction.tenant, user, key, requestHash, claim.claim, transaction.now)
        if isNew == 1 { return .begun(claim) }
        let found: IdempotencyRecord? = try connection.first(
            """
            SELECT \(IdempotencyRecord.columns) FROM idempotency WHERE tenant_id = $1 AND user_id = $2 AND key = $3
            """, transaction.tenant, user, key)
        guard let found else { throw TenantStoreError.conflict(detail: "a key that was let go of") }
        let age = transaction.now - found.begunAt
        if age < (found.answer == nil ? Self.patience : Self.kept) {
            if found.requestHash != requestHash { return .otherRequest }
            return found.answer.map(IdempotencyState.answered) ?? .running
        }
        let isTaken = try connection.change(
            """
            UPDATE idempotency SET request_hash = $4, claim = $5, begun_at = $6, status = NULL, content_type = NULL,
                body = NULL
            WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND claim = $7
            """, transaction.tenant, user, key, requestHash, claim.claim, transaction.now, found.claim)
        return isTaken == 1 ? .begun(claim) : .running
    }

    /// Keeps the answer, in the transaction that does what was asked for. Throws where another took the request over
    /// meanwhile, so that nothing of the transaction stays.
    package func finish(_ claim: IdempotencyClaim, _ answer: StoredAnswer) throws {
        let rows = try connection.change(
            """
            UPDATE idempotency SET status = $5, content_type = $6, body = $7
            WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND claim = $4
            """, transaction.tenant, claim.user, claim.key, claim.claim, answer.status, answer.contentType, answer.body)
        if rows == 0 { throw IdempotencyTakenOver() }
    }

    /// Lets go of the key: a request that was refused binds none. Where the answer was written down after all, because
    /// only the word of its commit was lost, it stays.
    package func forget(_ claim: IdempotencyClaim) throws {
        try connection.change(
            """
            DELETE FROM idempotency WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND claim = $4 AND status IS NULL
            """, transaction.tenant, claim.user, claim.key, claim.claim)
    }

    /// Drops answers that are too old; how many.
    @discardableResult
    package func expire() throws -> Int {
        try connection.change(
            "DELETE FROM idempotency WHERE tenant_id = $1 AND begun_at < $2", transaction.tenant,
            transaction.now - Self.kept)
    }
}

/// Another request with the same key has taken over, because this one took too long: 409.
package struct IdempotencyTakenOver: Error, Hashable, Sendable {}
