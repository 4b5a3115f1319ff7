internal import Messaging

/// What `GET Messages.json` asks for: filters, and one page of what they leave.
struct MessageQuery: Sendable {
    var to: String?
    var from: String?
    /// Sent at or after this second, and before that one. With either set, unsent messages are left out.
    var sentFrom: UInt32?
    var sentBefore: UInt32?
    var pageSize = 50
    var page = 0
    /// The SID of the last message of the page before.
    var anchorSID: String?
    /// Treats the message of the token as gone, whether it is or not.
    var lostAnchor: LostAnchor?
    /// The filters as they were given, for the addresses of further pages.
    var filters: [(name: String, value: String)] = []

    init(_ fields: FormFields) throws(Rejection) {
        to = fields["To"].flatMap { $0.isEmpty ? nil : $0 }
        from = fields["From"].flatMap { $0.isEmpty ? nil : $0 }
        filters = fields.pairs.filter { ["To", "From", "DateSent", "DateSent<", "DateSent>"].contains($0.name) }
        for (name, value) in filters where name.hasPrefix("DateSent") && !value.isEmpty {
            try restrict(name, value)
        }
        (page, pageSize) = try Self.paging(fields)
        guard let token = fields["PageToken"] else {
            guard page == 0 else { throw Rejection(code: 20001, "Page needs its PageToken") }
            return
        }
        guard token.hasPrefix("PA") else { throw Rejection(code: 20001, "Invalid PageToken") }
        anchorSID = String(token.dropFirst(2))
    }

    /// `Page` and `PageSize`, as every list of the API takes them.
    static func paging(_ fields: FormFields) throws(Rejection) -> (page: Int, size: Int) {
        let size = try fields["PageSize"].map { (text) throws(Rejection) in
            guard let size = Int(text), size > 0 else { throw Rejection(code: 20001, "Invalid PageSize") }
            guard size <= 1000 else { throw Rejection(code: 20007) }
            return size
        }
        let page = try fields["Page"].map { (text) throws(Rejection) in
            // No list has more rows than its store has numbers for them.
            guard let page = Int(text), (0...Int(UInt32.max)).contains(page) else {
                throw Rejection(code: 20001, "Invalid Page")
            }
            return page
        }
        return (page ?? 0, size ?? 50)
    }

    /// Whether `record` passes the filters; `to` and `from` are the numbers of the addresses of the query.
    func admits(_ record: StoredMessage, to: AddressID?, from: AddressID?) -> Bool {
        if let to, record.to != to { return false }
        if let from, record.shownFrom != from { return false }
        guard sentFrom != nil || sentBefore != nil else { return true }
        return record.sent > 0 && record.sent >= sentFrom ?? 0 && record.sent < sentBefore ?? .max
    }

    /// Takes one date filter: the operator is the last character of its name.
    private mutating func restrict(_ name: String, _ value: String) throws(Rejection) {
        guard let span = Self.span(value) else {
            throw Rejection(code: 20001, "\(name) is not a valid date value")
        }
        if name != "DateSent<" { sentFrom = max(sentFrom ?? 0, UInt32(clamping: span.lowerBound)) }
        if name != "DateSent>" { sentBefore = min(sentBefore ?? .max, UInt32(clamping: span.upperBound)) }
    }

    /// The seconds that a date stands for: a day of GMT, or one second of a full time stamp.
    private static func span(_ text: String) -> Range<Int64>? {
        if text.utf8.count == 10, let day = Instant(rfc3339: text + "T00:00:00Z") {
            return day.seconds..<day.seconds + 86_400
        }
        guard let moment = Instant(rfc3339: text) else { return nil }
        return moment.seconds..<moment.seconds + 1
    }
}
