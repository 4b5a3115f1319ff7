/// JSON text under construction, byte by byte.
///
/// List pages are the simulator's daily bread, a thousand messages each; they are put together here from pieces
/// that are copied as they are. Smaller answers are `JSON` values.
struct JSONBytes: Sendable {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Appends `text`, which is JSON already.
    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ pieces: [UInt8]) { bytes.append(contentsOf: pieces) }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

    /// Appends `text` between quotes.
    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string(UnsafeRawBufferPointer($0), needsEscape: true) }
    }

    mutating func string(_ text: UnsafeRawBufferPointer, needsEscape: Bool) {
        bytes.append(0x22)
        if needsEscape {
            for byte in text { escape(byte) }
        } else {
            bytes.append(contentsOf: text)
        }
        bytes.append(0x22)
    }

    /// Appends the text of `text` or null.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { raw("null") }
    }

    /// Whether `byte` cannot stand in a JSON string as it is.
    static func isSpecial(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    private mutating func escape(_ byte: UInt8) {
        guard Self.isSpecial(byte) else { return bytes.append(byte) }
        switch byte {
        case 0x22: raw("\\\"")
        case 0x5C: raw("\\\\")
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        default: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        }
    }
}

/// A JSON value whose members keep the order in which they are written down.
indirect enum JSON: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
    init(nilLiteral: ()) { self = .null }

    /// The text of `text`, or null.
    static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    var bytes: [UInt8] {
        var out = JSONBytes()
        write(into: &out)
        return out.bytes
    }

    private func write(into out: inout JSONBytes) {
        switch self {
        case .null: out.raw("null")
        case .bool(let value): out.raw(value ? "true" : "false")
        case .int(let value): out.number(value)
        case .string(let value): out.string(value)
        case .array(let values):
            out.raw("[")
            for (index, value) in values.enumerated() {
                if index > 0 { out.raw(",") }
                value.write(into: &out)
            }
            out.raw("]")
        case .object(let members):
            out.raw("{")
            for (index, (name, value)) in members.enumerated() {
                if index > 0 { out.raw(",") }
                out.string(name)
                out.raw(":")
                value.write(into: &out)
            }
            out.raw("}")
        }
    }
}
