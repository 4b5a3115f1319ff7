/// A JSON value as a tree, for the small answers; lists of messages are read without one.
///
/// Every question has an answer: what is absent, null or of another type reads as `nil` or empty.
enum JSONValue: Sendable {
    case null
    case scalar(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    init(_ bytes: [UInt8]) throws(DecodingFault) {
        self = try JSONReader.read(bytes) { reader throws(DecodingFault) in try JSONValue(&reader) }
    }

    init(_ reader: inout JSONReader) throws(DecodingFault) {
        switch try reader.kind() {
        case .object:
            var members: [(name: String, value: JSONValue)] = []
            try reader.members { reader, name throws(DecodingFault) in
                members.append((name.string, try JSONValue(&reader)))
            }
            self = .object(members)
        case .array:
            var elements: [JSONValue] = []
            try reader.elements { reader throws(DecodingFault) in elements.append(try JSONValue(&reader)) }
            self = .array(elements)
        case .string, .number, .literal:
            self = try reader.scalar().map { .scalar($0.string) } ?? .null
        }
    }

    /// The member of that name, the last where there are several.
    subscript(name: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members.last { $0.name == name }?.value ?? .null
    }

    var text: String? { if case .scalar(let text) = self { text } else { nil } }

    /// The text unless it is empty.
    var words: String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// A whole number, whether it was written as a number or as a string.
    var integer: Int? {
        guard let decimal = text.flatMap({ Decimal($0.utf8) }), decimal.millionths % 1_000_000 == 0 else { return nil }
        return Int(decimal.millionths / 1_000_000)
    }

    /// Whether this is `true`, also as a string.
    var isTrue: Bool { text == "true" }

    var list: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    var isArray: Bool { if case .array = self { true } else { false } }
}
