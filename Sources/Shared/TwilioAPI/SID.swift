/// Twilio's names for its resources: two capital letters and 32 hexadecimal digits.
///
/// A SID from outside stands in the path of a request only after one of these said yes.
package enum SID {
    package static func isMessage(_ text: String) -> Bool { hasForm(text, "SM") || hasForm(text, "MM") }

    package static func isMedia(_ text: String) -> Bool { hasForm(text, "ME") }

    package static func isAccount(_ text: String) -> Bool { hasForm(text, "AC") }

    package static func isKey(_ text: String) -> Bool { hasForm(text, "SK") }

    package static func isNumber(_ text: String) -> Bool { hasForm(text, "PN") }

    package static func isService(_ text: String) -> Bool { hasForm(text, "MG") }

    private static func hasForm(_ text: String, _ kind: StaticString) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.count == 34 && bytes[0] == kind.utf8Start[0] && bytes[1] == kind.utf8Start[1]
                && bytes[2...].allSatisfy { $0.hexadecimalValue != nil }
        }
    }
}
