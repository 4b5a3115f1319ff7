/// One JSON object on one line, its members in the order in which they were set.
///
/// Texts stay whole: whatever could steer a terminal or deceive a reader (controls, direction and format characters,
/// separators, fillers, private use) is written as `\uXXXX`, so that the line can be printed as it is. Every key is
/// set once, by the caller, in snake_case.
package struct JSONLine: Hashable, Sendable {
    private var members = ""

    package init() {}

    package var text: String { "{\(members)}" }

    package mutating func set(_ key: String, _ value: String?) {
        append(key, value.map(Self.quoted) ?? "null")
    }

    package mutating func set(_ key: String, _ value: (some FixedWidthInteger)?) {
        append(key, value.map { String($0) } ?? "null")
    }

    package mutating func set(_ key: String, _ value: Bool?) {
        append(key, value.map { $0 ? "true" : "false" } ?? "null")
    }

    /// A moment, as RFC 3339 in UTC.
    package mutating func set(_ key: String, _ value: Instant?) {
        set(key, value?.rfc3339)
    }

    package mutating func set(_ key: String, _ value: JSONLine?) {
        append(key, value?.text ?? "null")
    }

    package mutating func set(_ key: String, _ values: [String]) {
        append(key, Self.listed(values.map(Self.quoted)))
    }

    package mutating func set(_ key: String, _ values: [some FixedWidthInteger]) {
        append(key, Self.listed(values.map { String($0) }))
    }

    package mutating func set(_ key: String, _ values: [JSONLine]) {
        append(key, Self.listed(values.map(\.text)))
    }

    private mutating func append(_ key: String, _ value: String) {
        if !members.isEmpty { members += "," }
        members += "\(Self.quoted(key)):\(value)"
    }

    private static func listed(_ values: [String]) -> String {
        "[\(values.joined(separator: ","))]"
    }

    /// `text` as a JSON string with its quotes.
    package static func quoted(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + 2)
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                output.append(UInt8(ascii: "\\"))
                output.append(scalar)
            case " "..."~": output.append(scalar)
            case _ where ScalarKind.isTreacherous(scalar):
                for unit in UTF16.encode(scalar) ?? .init() { output.append(contentsOf: escape(unit).utf8) }
            default: output.append(scalar)
            }
        }
        output.append(UInt8(ascii: "\""))
        return String(decoding: output, as: UTF8.self)
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
