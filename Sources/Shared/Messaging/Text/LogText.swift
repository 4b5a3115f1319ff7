/// Text as a log may hold it: one line, visible, of bounded length, and with every long run of digits reduced to its
/// last two.
package struct LogText: Hashable, Sendable, CustomStringConvertible {
    /// Shorter runs are codes, counts and years.
    private static let shortestNumber = 7

    package let description: String

    package init(_ raw: String, limit: Int = 500) {
        var output = ""
        var digits = ""
        for character in VisibleText(raw, keepsLines: false, limit: limit).text {
            if character.isASCII, character.isWholeNumber {
                digits.append(character)
            } else {
                Self.flush(&digits, into: &output)
                output.append(character)
            }
        }
        Self.flush(&digits, into: &output)
        description = output
    }

    private static func flush(_ digits: inout String, into output: inout String) {
        output += digits.utf8.count < shortestNumber ? digits : "…" + digits.suffix(2)
        digits = ""
    }
}
