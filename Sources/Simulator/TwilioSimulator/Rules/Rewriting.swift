/// What Twilio makes of a text before it shows it in a resource.
package enum Rewriting: Equatable, Sendable {
    /// Another text altogether.
    case text(String)
    /// Something of Twilio's in front.
    case prefixed(String)
    /// Without white space at both ends.
    case trimmed
    /// Without white space at the end of each line.
    case trimmedLines
    /// Every line feed behind a carriage return.
    case carriageReturns
    /// Tabs, no-break and other wide or narrow spaces as plain ones.
    case plainSpaces
    /// Without the scalars that have no width.
    case withoutZeroWidth

    /// `text` as this leaves it.
    package func applied(to text: String) -> String {
        switch self {
        case .text(let other): return other
        case .prefixed(let prefix): return prefix + text
        case .trimmed: return Self.trimmed(text.unicodeScalars[...], atStart: true)
        case .trimmedLines:
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.map { Self.trimmed($0, atStart: false) }.joined(separator: "\n")
        case .carriageReturns:
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\r\n")
        case .plainSpaces:
            return Self.mapped(text) { $0 == "\t" || $0.properties.generalCategory == .spaceSeparator ? " " : $0 }
        case .withoutZeroWidth: return Self.mapped(text) { $0.properties.generalCategory == .format ? nil : $0 }
        }
    }

    /// The rewriting of this word, with the text that some of them need.
    init?(word: String, text: String?) {
        switch (word, text) {
        case ("text", let text?): self = .text(text)
        case ("prefixed", let text?): self = .prefixed(text)
        case ("trimmed", _): self = .trimmed
        case ("trimmed_lines", _): self = .trimmedLines
        case ("carriage_returns", _): self = .carriageReturns
        case ("plain_spaces", _): self = .plainSpaces
        case ("without_zero_width", _): self = .withoutZeroWidth
        default: return nil
        }
    }

    private static func trimmed(_ scalars: Substring.UnicodeScalarView, atStart: Bool) -> String {
        var rest = scalars
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        while atStart, let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        return String(String.UnicodeScalarView(rest))
    }

    private static func mapped(_ text: String, _ body: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.compactMap(body)))
    }
}
