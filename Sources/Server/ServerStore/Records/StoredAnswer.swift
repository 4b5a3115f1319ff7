internal import Messaging

/// What was answered to a request that had a key, for when it comes again. No credentials are in it.
package struct StoredAnswer: Hashable, Sendable {
    package let status: Int
    package let contentType: String
    package let body: [UInt8]

    package init(status: Int, contentType: String, body: [UInt8]) {
        (self.status, self.contentType, self.body) = (status, contentType, body)
    }
}

/// The right to answer for a key, until it is finished, forgotten or too old.
package struct IdempotencyClaim: Hashable, Sendable {
    let user: UserID
    let key: String
    let claim: UniqueID
}

/// What a key stands for when a request comes with it.
package enum IdempotencyState: Hashable, Sendable {
    /// Nobody has come with it: go on, and finish or forget it.
    case begun(IdempotencyClaim)
    /// The same request is being worked on: 409.
    case running
    /// It was answered already: the same answer again.
    case answered(StoredAnswer)
    /// It belongs to a request with another body: 422.
    case otherRequest
}

/// A key as it lies in the table.
struct IdempotencyRecord: Hashable, Sendable, SQLRecord {
    static let columns = "request_hash, claim, begun_at, status, content_type, body"

    let requestHash: [UInt8]
    let claim: UniqueID
    let begunAt: Instant
    let answer: StoredAnswer?

    init(_ row: inout SQLRow) throws {
        requestHash = try row.next()
        claim = try row.next()
        begunAt = try row.next()
        let status: Int? = try row.next()
        let contentType: String? = try row.next()
        let body: [UInt8]? = try row.next()
        answer = status.map { StoredAnswer(status: $0, contentType: contentType ?? "", body: body ?? []) }
    }
}
