package import Messaging

/// The query of an address, read into names and values.
package struct QueryText: Sendable {
    private let pairs: [(name: String, value: String)]

    /// Reads what stands behind the question mark. Bytes that are no UTF-8 become the replacement character.
    package init(_ text: some StringProtocol) {
        pairs = text.utf8.split(separator: UInt8(ascii: "&")).prefix(100).map { piece in
            let halves = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    /// The first value under `name`.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// One of the words of an enumeration.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(APIErrorBody) -> Word? where Word.RawValue == String {
        guard let text = self[name] else { return nil }
        if let word = Word(rawValue: text) { return word }
        throw Self.fault(name, "is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    package func flag(_ name: String) throws(APIErrorBody) -> Bool? {
        switch self[name] {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw Self.fault(name, "is neither true nor false")
        }
    }

    package func integer(_ name: String, in range: ClosedRange<Int>) throws(APIErrorBody) -> Int? {
        guard let text = self[name] else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        throw Self.fault(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    package func identifier<ID: EntityID>(_ name: String, _ kind: ID.Type = ID.self) throws(APIErrorBody) -> ID? {
        guard let text = self[name] else { return nil }
        if let id = ID(text) { return id }
        throw Self.fault(name, "is no UUID")
    }

    private static func fault(_ name: String, _ reason: String) -> APIErrorBody {
        APIErrorBody(.invalidRequest, errors: [FieldFault("/query/\(name)", reason)])
    }

    /// Writes names and values as they stand behind a question mark, but for those without a value.
    package static func text(_ pairs: [(name: String, value: String?)]) -> String {
        pairs.compactMap { pair in pair.value.map { "\(encoded(pair.name))=\(encoded($0))" } }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { output, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            output += isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                output.append(32)
            } else if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                output.append(value)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
