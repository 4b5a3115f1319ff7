package import Messaging

/// The pictures, films and documents of the tenant's messages.
package struct MediaQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    package func find(_ id: TenantMediaID) throws -> MediaRecord? {
        try connection.first(
            "SELECT \(MediaRecord.columns) FROM media WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    /// Adds what the provider lists of a message and no webhook told of.
    package func add(_ media: NewMedia, to message: TenantMessageID) throws {
        try connection.change(
            """
            INSERT INTO media (tenant_id, id, message_id, place, external_id, url, content_type, state)
            SELECT $1, $2, $3, (SELECT coalesce(max(place) + 1, 0) FROM media WHERE tenant_id = $1 AND message_id = $3),
                $4, $5, $6, 'wanted'
            WHERE NOT EXISTS (SELECT 1 FROM media WHERE tenant_id = $1 AND message_id = $3 AND external_id = $4)
            """, transaction.tenant, transaction.newID(as: TenantMediaID.self), message, media.externalID, media.url,
            media.contentType)
        try tell(message)
    }

    /// Notes that a file lies in the storage, under the hash of its content.
    package func fetched(_ media: MediaRecord, type: String, size: Int, hash: [UInt8]) throws {
        let changed = try connection.change(
            """
            UPDATE media SET state = 'fetched', content_type = $3, size = $4, content_hash = $5
            WHERE tenant_id = $1 AND id = $2 AND state = 'wanted'
            """, transaction.tenant, media.id, type, size, hash)
        if changed == 1 { try tell(media.message) }
    }

    /// Notes that it is not to be had.
    package func gone(_ media: MediaRecord) throws {
        let changed = try connection.change(
            "UPDATE media SET state = 'gone' WHERE tenant_id = $1 AND id = $2 AND state = 'wanted'",
            transaction.tenant, media.id)
        if changed == 1 { try tell(media.message) }
    }

    /// Makes a link that opens one file to whoever has it, for a while.
    package func link(_ media: TenantMediaID, hash: [UInt8], until moment: Instant) throws {
        try connection.change(
            "INSERT INTO media_route (hash, tenant_id, media_id, expires_at) VALUES ($1, $2, $3, $4)", hash,
            transaction.tenant, media, moment)
    }

    /// A message is told of again where one of its media is not what it was.
    private func tell(_ message: TenantMessageID) throws {
        try connection.change(
            "UPDATE messages SET version = version + 1 WHERE tenant_id = $1 AND id = $2", transaction.tenant, message)
        transaction.change(.message(message))
    }
}

/// Where a link leads, before it is known whose it is.
package struct MediaRoute: Hashable, Sendable, SQLRecord {
    static let columns = "tenant_id, media_id"

    package let tenant: TenantID
    package let media: TenantMediaID

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        media = try row.next()
    }
}

extension RouteQueries {
    /// Where a link leads that is not over yet.
    package func media(ofLink hash: [UInt8]) throws -> MediaRoute? {
        try connection.first(
            "SELECT \(MediaRoute.columns) FROM media_route WHERE hash = $1 AND expires_at > $2", hash, transaction.now)
    }

    /// Forgets links that are over.
    package func expireMediaLinks() throws {
        try connection.change("DELETE FROM media_route WHERE expires_at <= $1", transaction.now)
    }
}
