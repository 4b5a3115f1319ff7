package import Messaging

/// How far the provider's list of one address was read, and where the reading goes on that is under way.
package struct ListPoll: Hashable, Sendable {
    package let address: String
    /// What came before this moment of the provider's clock is here.
    package var solidAt: Instant
    /// When the walk began that is under way, and the page on which it goes on.
    package var walkFrom: Instant?
    package var nextPage: String?

    package init(address: String, solidAt: Instant, walkFrom: Instant? = nil, nextPage: String? = nil) {
        (self.address, self.solidAt, self.walkFrom, self.nextPage) = (address, solidAt, walkFrom, nextPage)
    }
}

extension ListPoll: SQLRecord {
    static let columns = "address, solid_at, walk_from, next_page"

    init(_ row: inout SQLRow) throws {
        address = try row.next()
        solidAt = try row.next()
        walkFrom = try row.next()
        nextPage = try row.next()
    }
}

/// How far the provider's lists were read.
package struct PollQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    package func find(_ address: String) throws -> ListPoll? {
        try connection.first(
            "SELECT \(ListPoll.columns) FROM list_polls WHERE tenant_id = $1 AND address = $2", transaction.tenant,
            address)
    }

    package func save(_ poll: ListPoll) throws {
        try connection.change(
            """
            INSERT INTO list_polls (tenant_id, address, solid_at, walk_from, next_page) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, address) DO UPDATE SET solid_at = excluded.solid_at,
                walk_from = excluded.walk_from, next_page = excluded.next_page
            """, transaction.tenant, poll.address, poll.solidAt, poll.walkFrom, poll.nextPage)
    }
}
