/// A thing that goes wrong on demand, for the next `count` requests or callbacks that it fits.
package struct Fault: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// 429 before anything is processed, with `Retry-After` if `retryAfter` is set.
        case rateLimited = "rate_limited"
        /// 500 (or `status`), nothing processed.
        case errorBefore = "error_before"
        /// 500 (or `status`) although the request was processed.
        case errorAfter = "error_after"
        /// Processed, then the connection is closed without an answer.
        case noAnswer = "no_answer"
        /// The connection is closed, nothing processed.
        case unreachable
        /// Processed and answered after `delay`.
        case slow
        /// Processed; the answer ends in the middle of its body.
        case cut
        /// A page of HTML with status 200 (or `status`), nothing processed.
        case html
        /// A list page with unknown members, nulls and wrong types in every other row.
        case oddRows = "odd_rows"
        /// An answer of ten million bytes.
        case huge
        /// A further page of a list as if its token's message had been deleted: `rows` rows, and no page after it.
        case anchorGone = "anchor_gone"
        case duplicateCallbacks = "duplicate_callbacks"
        /// A callback is held until the next one has gone.
        case reorderedCallbacks = "reordered_callbacks"
        case lostCallbacks = "lost_callbacks"

        var isForCallbacks: Bool {
            [.duplicateCallbacks, .reorderedCallbacks, .lostCallbacks].contains(self)
        }
    }

    package var kind: Kind
    /// How many requests meet it; `Int.max` stands for all until it is called off.
    package var count: Int
    /// By which it can be called off alone.
    package var name: String?
    /// Only requests of this method; any when `nil`.
    package var method: String?
    /// Only requests whose path contains this; any when `nil`.
    package var path: String?
    /// Only requests with this `To`, this `From`, in the query or in the form; "" stands for none.
    package var to: String?
    package var from: String?
    package var status: Int?
    /// Twilio's code of the error, 20000 above its status when `nil`.
    package var code: Int?
    package var rows = 0
    package var retryAfter: String?
    package var delay: Duration

    package init(
        _ kind: Kind, count: Int = 1, name: String? = nil, method: String? = nil, path: String? = nil,
        to: String? = nil, from: String? = nil, status: Int? = nil, code: Int? = nil, rows: Int = 0,
        retryAfter: String? = nil, delay: Duration = .seconds(3)
    ) {
        (self.kind, self.count, self.name, self.method, self.path) = (kind, count, name, method, path)
        (self.to, self.from, self.status, self.code, self.rows) = (to, from, status, code, rows)
        (self.retryAfter, self.delay) = (retryAfter, delay)
    }

    /// Whether `request` is of those that this is for.
    func fits(_ request: Incoming) -> Bool {
        guard !kind.isForCallbacks, method ?? request.method == request.method else { return false }
        if let path, !request.path.contains(path) { return false }
        if let to, request.parameter("To") ?? "" != to { return false }
        if let from, request.parameter("From") ?? "" != from { return false }
        return kind != .anchorGone || request.query["PageToken"] != nil
    }
}

/// The faults that wait for their request, oldest first.
struct FaultBook: Sendable {
    private var faults: [Fault] = []

    mutating func add(_ fault: Fault) { faults.append(fault) }

    mutating func clear() { faults = [] }

    mutating func clear(named name: String) { faults.removeAll { $0.name == name } }

    /// The fault that this request meets; it is used up by one.
    mutating func take(for request: Incoming) -> Fault? { take { $0.fits(request) } }

    /// The fault that this callback meets.
    mutating func takeForCallback() -> Fault? { take { $0.kind.isForCallbacks } }

    private mutating func take(where fits: (Fault) -> Bool) -> Fault? {
        guard let place = faults.firstIndex(where: { $0.count > 0 && fits($0) }) else { return nil }
        if faults[place].count < .max { faults[place].count -= 1 }
        let fault = faults[place]
        if fault.count == 0 { faults.remove(at: place) }
        return fault
    }
}
