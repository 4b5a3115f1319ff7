package import Messaging

/// What was said of how far a message has come: by a callback, which bears no time, or by the provider's own record.
package struct StatusReport: Hashable, Sendable {
    package enum Source: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case callback, resource
    }

    package var source: Source
    package var status: DeliveryState
    package var errorCode: Int?
    package var errorText: String?
    /// When it came to us.
    package var at: Instant

    package init(
        _ status: DeliveryState, errorCode: Int? = nil, errorText: String? = nil, from source: Source = .callback,
        at: Instant
    ) {
        (self.source, self.status, self.errorCode, self.errorText) = (source, status, errorCode, errorText)
        self.at = at
    }
}

/// A report as it was noted.
package struct MessageEvent: Hashable, Sendable {
    package let id: MessageEventID
    package let externalID: String
    package let report: StatusReport
}

extension MessageEvent: SQLRecord {
    static let columns = "id, external_id, source, status, error_code, error_text, at"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        externalID = try row.next()
        let source: StatusReport.Source = try row.next()
        let status: String = try row.next()
        let (code, text): (Int?, String?) = (try row.next(), try row.next())
        report = StatusReport(
            DeliveryState(word: status), errorCode: code, errorText: text, from: source, at: try row.next())
    }
}

/// What the provider's own record says of a message.
package struct ResourceReport: Hashable, Sendable {
    package var report: StatusReport
    /// When the record was changed last, by the provider's clock.
    package var dateUpdated: Instant
    /// When we asked.
    package var askedAt: Instant
    /// When the message was said, by the provider's clock.
    package var providerAt: Instant?
    package var segments: Int?
    package var price: Price?

    package init(_ report: StatusReport, dateUpdated: Instant, askedAt: Instant) {
        (self.report, self.dateUpdated, self.askedAt) = (report, dateUpdated, askedAt)
    }
}
