package import Messaging

/// A picture, film or document of a message before it has a row.
package struct NewMedia: Hashable, Sendable {
    package var externalID: String?
    package var url: String
    package var contentType: String

    package init(externalID: String?, url: String, contentType: String) {
        (self.externalID, self.url, self.contentType) = (externalID, url, contentType)
    }
}

/// One picture, film or document of a message.
package struct MediaRecord: Hashable, Sendable {
    package enum State: String, Hashable, CaseIterable, Sendable, SQLColumn {
        /// Twilio has it; it is still to be fetched.
        case wanted
        case fetched
        /// Twilio has it no more, or refuses to give it.
        case gone
    }

    package let id: TenantMediaID
    package let message: TenantMessageID
    /// Its place within the message, from 0.
    package let place: Int
    package let externalID: String?
    /// Where Twilio said it lies. Nothing is fetched from it but by its SIDs.
    package let url: String
    package let contentType: String
    package let state: State
    package let size: Int?
    package let contentHash: [UInt8]?
}

extension MediaRecord: SQLRecord {
    static let columns = "id, message_id, place, external_id, url, content_type, state, size, content_hash"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        message = try row.next()
        place = try row.next()
        externalID = try row.next()
        url = try row.next()
        contentType = try row.next()
        state = try row.next()
        size = try row.next()
        contentHash = try row.next()
    }
}
