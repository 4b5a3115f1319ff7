package import Messaging

/// A user's place: where to look for who has a name.
package struct UserRoute: Hashable, Sendable, SQLRecord {
    static let columns = "name, tenant_id, user_id"

    package let name: String
    package let tenant: TenantID
    package let user: UserID

    init(_ row: inout SQLRow) throws {
        name = try row.next()
        tenant = try row.next()
        user = try row.next()
    }
}

/// Which tenant is meant: the questions that come before it is known.
package struct RouteQueries {
    let transaction: ServerTransaction
    var connection: any SQLConnection { transaction.connection }

    /// The tenant that a token belongs to.
    package func tenant(ofToken hash: [UInt8]) throws -> TenantID? {
        try connection.value("SELECT tenant_id FROM token_route WHERE hash = $1", hash)
    }

    /// Where the user of that name is.
    package func user(named name: String) throws -> UserRoute? {
        try connection.first("SELECT \(UserRoute.columns) FROM user_route WHERE name = $1", name)
    }

    /// All users by name, from behind `after`.
    package func users(after: String = "", limit: Int) throws -> [UserRoute] {
        try connection.all(
            "SELECT \(UserRoute.columns) FROM user_route WHERE name > $1 ORDER BY name LIMIT $2", after, limit)
    }

    /// All tenants that have a user, in the order of their ids, from behind `after`: for what has to be done to each.
    package func tenants(after: TenantID? = nil, limit: Int) throws -> [TenantID] {
        var tenants: [TenantID] = []
        try connection.run(
            "SELECT DISTINCT tenant_id FROM user_route WHERE tenant_id > $1 ORDER BY tenant_id LIMIT $2",
            [(after ?? TenantID(.least)).sqlValue, limit.sqlValue]
        ) { row in
            var row = row
            tenants.append(try row.next())
        }
        return tenants
    }

    /// Who has a number or a messaging service.
    package func sender(_ address: String) throws -> SenderRoute? {
        try connection.first("SELECT \(SenderRoute.columns) FROM sender_route WHERE address = $1", address)
    }

    /// What the channels of an account have, of whatever tenant.
    package func senders(of accountSid: String) throws -> [SenderRoute] {
        try connection.all(
            "SELECT \(SenderRoute.columns) FROM sender_route WHERE account_sid = $1 ORDER BY address", accountSid)
    }

    /// All that is claimed, from behind `after`: what a node keeps in memory.
    package func senders(after: String = "", limit: Int) throws -> [SenderRoute] {
        try connection.all(
            "SELECT \(SenderRoute.columns) FROM sender_route WHERE address > $1 ORDER BY address LIMIT $2", after, limit
        )
    }
}
