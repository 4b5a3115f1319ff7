import Messaging

/// A free text taken apart: one number as it was typed, and what stands before and behind it.
///
/// A number goes on over digits and the signs that people put between them, up to the first thing that is neither: a
/// letter, a second plus sign, a comma, the end of the line. A slash may stand inside a number as well as between two
/// of them, which only the numbering plans can tell.
struct NumberText {
    /// From the plus sign or the first digit to the last digit.
    let number: String
    let before: String
    let behind: String

    /// `nil` where there is no digit.
    init?(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.firstIndex(where: { Self.isPlus($0) || Self.isDigit($0) }) else { return nil }
        var last: Int?
        var place = scalars[first...].firstIndex { !Self.isPlus($0) } ?? scalars.endIndex
        while place < scalars.endIndex, Self.isDigit(scalars[place]) || Self.isBetweenDigits(scalars[place]) {
            if Self.isDigit(scalars[place]) { last = place }
            place += 1
        }
        guard let last else { return nil }
        number = Self.text(scalars[first...last])
        before = Self.text(scalars[..<first])
        behind = Self.text(scalars[(last + 1)...])
    }

    private init(number: String, before: String, behind: String) {
        (self.number, self.before, self.behind) = (number, before, behind)
    }

    /// The same text read as a number that ends at one of its slashes, for each of them.
    var cutAtSlashes: [NumberText] {
        let parts = number.split(separator: "/", omittingEmptySubsequences: false)
        return parts.indices.dropFirst().compactMap { count in
            let head = parts[..<count].joined(separator: "/")
            guard let cut = NumberText(head) else { return nil }
            let tail = parts[count...].joined(separator: "/")
            return NumberText(number: cut.number, before: before, behind: cut.behind + "/" + tail + behind)
        }
    }

    /// A number that stands in an address such as `tel:5550123;phone-context=+1212` is completed by that context.
    var hasContext: Bool { behind.lowercased().hasPrefix(";phone-context=") }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }

    static func isPlus(_ scalar: Unicode.Scalar) -> Bool { scalar == "+" || scalar == "\u{FF0B}" }

    /// What the library passes over inside a number.
    private static func isBetweenDigits(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", ".", "(", ")", "[", "]", "/", "~": true
        case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{30FC}", "\u{2053}", "\u{223C}": true
        case "\u{FF08}", "\u{FF09}", "\u{FF0D}"..."\u{FF0F}", "\u{FF3B}", "\u{FF3D}", "\u{FF5E}": true
        case "\n": false
        default: scalar.properties.generalCategory == .spaceSeparator
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
