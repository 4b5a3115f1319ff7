/// A text as far as it stays itself on its way through a carrier: what decides whether two are the same one.
///
/// A remote gives a text back with other line ends, other blanks or none at its ends, without scalars that nobody sees,
/// and with look-alikes for characters that cost more. All of that is taken out of both texts before they are compared.
package struct SentText: Sendable {
    private let plain: String
    /// The same with every character replaced that has a look-alike.
    private let replaced: String

    package init(_ body: String) {
        let own = TrialText.own(body)
        plain = Self.normalized(own)
        replaced = Self.normalized(SmartEncoding.replacing(own))
    }

    /// Whether the two can be one text. An accent of its own that has a look-alike makes the second form differ between
    /// spellings of a letter that are equal in the first.
    package func isSame(as other: SentText) -> Bool { plain == other.plain || replaced == other.replaced }

    /// Whether nothing is left of the text: nothing was written, or the remote was told to forget it.
    package var isEmpty: Bool { plain.isEmpty }

    /// One line end for all kinds of them, one space for all blanks between words and none at the ends of lines and of
    /// the text, and nothing of what does not show.
    private static func normalized(_ text: String) -> String {
        var lines: [String.UnicodeScalarView] = []
        var line = String.UnicodeScalarView()
        var isBlankDue = false, follows: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { follows = scalar }
            switch ScalarKind(scalar) {
            case .lineFeed where follows == "\r": break
            case .lineFeed, .carriageReturn:
                lines.append(line)
                (line, isBlankDue) = (String.UnicodeScalarView(), false)
            case .space, .tab, .separator: isBlankDue = !line.isEmpty
            case .hidden, .joiner, .presentation: break
            case .plain where scalar == "\u{3000}": isBlankDue = !line.isEmpty
            case .plain, .emoji, .mark, .skinTone, .flagLetter, .keycap, .youngEmoji, .unshowable:
                if isBlankDue { line.append(" ") }
                isBlankDue = false
                line.append(scalar)
            }
        }
        lines.append(line)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.drop { $0.isEmpty }.map { String($0) }.joined(separator: "\n")
    }
}
