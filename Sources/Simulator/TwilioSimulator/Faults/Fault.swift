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
        case duplicateCallbacks = "duplicate_callbacks"
        /// A callback is held until the next one has gone.
        case reorderedCallbacks = "reordered_callbacks"
        case lostCallbacks = "lost_callbacks"

        var isForCallbacks: Bool {
            [.duplicateCallbacks, .reorderedCallbacks, .lostCallbacks].contains(self)
        }
    }

    package var kind: Kind
    package var count: Int
    /// Only requests of this method; any when `nil`.
    package var method: String?
    /// Only requests whose path contains this; any when `nil`.
    package var path: String?
    package var status: Int?
    package var retryAfter: String?
    package var delay: Duration

    package init(
        _ kind: Kind, count: Int = 1, method: String? = nil, path: String? = nil, status: Int? = nil,
        retryAfter: String? = nil, delay: Duration = .seconds(3)
    ) {
        (self.kind, self.count, self.method, self.path) = (kind, count, method, path)
        (self.status, self.retryAfter, self.delay) = (status, retryAfter, delay)
    }
}

/// The faults that wait for their request, oldest first.
struct FaultBook: Sendable {
    private var faults: [Fault] = []

    mutating func add(_ fault: Fault) { faults.append(fault) }

    mutating func clear() { faults = [] }

    /// The fault that this request meets; it is used up by one.
    mutating func take(method: String, path: String) -> Fault? {
        take { fault in
            !fault.kind.isForCallbacks && fault.method ?? method == method && fault.path.map(path.contains) ?? true
        }
    }

    /// The fault that this callback meets.
    mutating func takeForCallback() -> Fault? { take { $0.kind.isForCallbacks } }

    private mutating func take(where fits: (Fault) -> Bool) -> Fault? {
        guard let place = faults.firstIndex(where: { $0.count > 0 && fits($0) }) else { return nil }
        faults[place].count -= 1
        let fault = faults[place]
        if fault.count == 0 { faults.remove(at: place) }
        return fault
    }
}
