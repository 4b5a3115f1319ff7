package import Messaging

/// The tenant of a transaction.
package struct TenantQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Makes the transaction's tenant.
    package func create(name: String) throws {
        try connection.change(
            "INSERT INTO tenants (id, name, created_at) VALUES ($1, $2, $3)", transaction.tenant, name, transaction.now)
        try connection.change("INSERT INTO change_sequences (tenant_id, last) VALUES ($1, 0)", transaction.tenant)
    }

    /// The tenant itself; `nil` where there is none of that id.
    package func find() throws -> TenantRecord? {
        try connection.first("SELECT \(TenantRecord.columns) FROM tenants WHERE id = $1", transaction.tenant)
    }

    /// Suspends the tenant, or lets it go on. A suspended one still receives.
    @discardableResult
    package func suspend(since moment: Instant?) throws -> Bool {
        try connection.change("UPDATE tenants SET suspended_at = $2 WHERE id = $1", transaction.tenant, moment) == 1
    }
}
