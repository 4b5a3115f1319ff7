/// An amount of money in millionths of a currency's unit; sums are exact.
package struct Price: Hashable, Sendable, Comparable {
    package var millionths: Int64
    /// The currency in three capital letters, such as `USD`.
    package var unit: String

    package init(millionths: Int64, unit: String) {
        (self.millionths, self.unit) = (millionths, unit)
    }

    /// Reads a decimal such as `-0.00750`; what is finer than a millionth is cut off. `nil` when it is no decimal.
    package init?(decimal text: String, unit: String) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !rest.isEmpty, rest != ".",
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), whole.utf8.count <= 12
        else { return nil }
        let fraction = (parts.count == 2 ? parts[1] : "").prefix(6)
        let scaled = String(fraction) + String(repeating: "0", count: 6 - fraction.utf8.count)
        let amount = (Int64(whole.isEmpty ? "0" : whole) ?? 0) * 1_000_000 + (Int64(scaled) ?? 0)
        self.init(millionths: isNegative ? -amount : amount, unit: unit)
    }

    /// So many times the amount, without its sign; `nil` where that is beyond any bill.
    package func magnitude(times count: Int) -> Price? {
        let (sum, isBeyond) = Int64(clamping: millionths.magnitude).multipliedReportingOverflow(by: Int64(count))
        return isBeyond ? nil : Price(millionths: sum, unit: unit)
    }

    /// The amount as a decimal with four to six places, such as `0.0075`.
    package var decimal: String {
        let amount = millionths.magnitude
        var fraction = String(amount % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.count > 4, fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(millionths < 0 ? "-" : "")\(amount / 1_000_000).\(fraction)"
    }

    package static func < (one: Price, other: Price) -> Bool {
        (one.unit, one.millionths) < (other.unit, other.millionths)
    }
}
