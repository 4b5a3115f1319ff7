/// Where a sealed text belongs: it opens there and nowhere else, so that whoever can move rows about cannot move a secret
/// to where another would use it.
package struct SealedPlace: Hashable, Sendable {
    let bytes: [UInt8]

    /// The place of `column` in the row `row` of a tenant, both by the bytes of their names.
    package init(tenant: [UInt8], row: [UInt8], column: String) {
        // Each part tells its length, so that no two places read the same.
        bytes = [tenant, row, Array(column.utf8)].reduce(into: Array("leadline".utf8)) { bytes, part in
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: part.count >> (24 - $0 * 8)) } + part
        }
    }
}

/// Why a sealed text cannot be opened.
package enum SealError: Error, Hashable, Sendable {
    /// Not in the form of a sealed text at all; it may be one that nobody has sealed yet.
    case notSealed
    /// It was sealed with a key that this ring does not hold.
    case unknownKey(String)
    /// It was changed, cut, or belongs to another place.
    case notGenuine
}

extension SealError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSealed: "the text is not sealed"
        case .unknownKey(let id): "the key \(id) is not in the key file"
        case .notGenuine: "the sealed text was changed, or belongs elsewhere"
        }
    }
}
