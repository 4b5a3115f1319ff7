/// A JSON value that somebody sent us, as a tree.
///
/// Numbers stay the digits they were sent as, so that nothing is lost before somebody asks what they mean.
package enum BodyJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case list([BodyJSON])
    case object([String: BodyJSON])

    /// Reads `bytes`, which have to be one value of RFC 8259 within our limits.
    package init(_ bytes: [UInt8], valueLimit: Int = BodyJSONParser.requestLimit) throws(BodyJSONFault) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(BodyJSONFault) in
            var parser = BodyJSONParser(buffer, valueLimit: valueLimit)
            return try parser.document()
        }
    }

    /// What a person calls a value of this kind.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .number: "a number"
        case .text: "a string"
        case .list: "an array"
        case .object: "an object"
        }
    }
}

/// Why bytes are no JSON that we take: what is wrong, and at which byte.
package struct BodyJSONFault: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case empty
        /// Not the grammar of RFC 8259.
        case malformed
        /// It ends before it is complete.
        case cutOff
        /// Bytes that are no UTF-8, or half of a surrogate pair.
        case notUnicode
        case tooDeep
        /// More values than any request, or any answer, needs.
        case tooMany
        /// Two members of one object have this name, and which of them counts is anybody's guess.
        case duplicate(String)
    }

    package let reason: Reason
    package let offset: Int
}

extension BodyJSONFault: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .empty: "the body is empty"
        case .malformed: "the body is no JSON from byte \(offset) on"
        case .cutOff: "the body ends before its JSON is complete"
        case .notUnicode: "the body is no UTF-8 from byte \(offset) on"
        case .tooDeep: "the body is nested deeper than \(BodyJSONParser.depthLimit) levels"
        case .tooMany: "the body has too many values"
        case .duplicate(let name): "the body has the member \"\(name)\" twice in one object"
        }
    }
}

extension BodyJSON {
    /// The text, where this is one.
    package var string: String? { if case .text(let text) = self { text } else { nil } }

    /// A whole number that fits, also where it was written with a fraction of zeros.
    package var integer: Int? {
        guard case .number(let digits) = self else { return nil }
        let parts = digits.split(separator: ".", maxSplits: 1)
        guard parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
        return Int(parts[0])
    }

    package var elements: [BodyJSON] { if case .list(let elements) = self { elements } else { [] } }
}
