/// What stands beside a number in a text: nothing that matters, a name to offer, or something that is no part of the
/// number and may not vanish unsaid.
enum NumberRest: Hashable {
    case nothing
    case name(String)
    case extensionNumber
    case secondNumber

    init(_ text: NumberText) {
        let behind = Array(text.behind.unicodeScalars)
        let digits = behind.count(where: NumberText.isDigit)
        if digits > 0 {
            if Self.isExtension(behind, of: digits) {
                self = .extensionNumber
                return
            }
            if digits >= Self.fewestOfANumber {
                self = .secondNumber
                return
            }
        }
        if let name = Self.name(in: text.behind) ?? Self.title(in: text.before) {
            self = .name(name)
        } else {
            self = digits > 0 ? .extensionNumber : .nothing
        }
    }

    /// Fewer digits beside a name are part of it, such as those of a flat.
    private static let fewestOfANumber = 6

    /// The most digits that an extension has.
    private static let longestExtension = 7

    /// Words that people put before an extension.
    private static let extensionWords: Set<String> = [
        "x", "ext", "extn", "extension", "xtn", "int", "interno", "anexo", "durchwahl", "dw", "app", "apparat", "poste",
        "ramal", "доб", "wew",
    ]

    /// Words that people put before a number.
    private static let labels: Set<String> = [
        "tel", "telefon", "telephone", "phone", "mobile", "mobil", "handy", "cell", "sms", "whatsapp", "fax", "t", "m",
        "p", "h", "w", "c", "call", "number", "no",
    ]

    /// `all` is how many digits there are behind the number.
    private static func isExtension(_ behind: [Unicode.Scalar], of all: Int) -> Bool {
        var rest = behind[...].drop { $0.properties.isWhitespace || ",;.-([/#*".unicodeScalars.contains($0) }
        let signs = behind[..<rest.startIndex]
        let word = rest.prefix { $0.properties.isAlphabetic }
        rest = rest.dropFirst(word.count).drop { $0.properties.isWhitespace || ".:=-#".unicodeScalars.contains($0) }
        let digits = rest.prefix(while: NumberText.isDigit).count
        guard (1...longestExtension).contains(digits) else { return false }
        if !word.isEmpty { return extensionWords.contains(String(String.UnicodeScalarView(word)).lowercased()) }
        return all < fewestOfANumber && !signs.isEmpty
    }

    /// The letters of a text without the brackets, quotes and signs around them.
    private static func name(in text: String) -> String? {
        guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return nil }
        var name = trimmed(text[...])
        while let first = name.first, let close = pairs[first], name.last == close {
            name = trimmed(name.dropFirst().dropLast())
        }
        return name.isEmpty ? nil : String(name)
    }

    /// A name that stands before the number; what merely says that a number follows is none.
    private static func title(in text: String) -> String? {
        guard let name = name(in: text), !name.hasSuffix("/") else { return nil }
        let word = name.lowercased().filter(\.isLetter)
        return labels.contains(word) ? nil : name
    }

    private static let pairs: [Character: Character] = [
        "(": ")", "[": "]", "{": "}", "<": ">", "\"": "\"", "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’",
    ]

    private static func trimmed(_ text: Substring) -> Substring {
        let signs: Set<Character> = [",", ";", ":", "-", "–", "—", "|", "/", "=", "."]
        var text = text.drop { $0.isWhitespace || signs.contains($0) }
        while let last = text.last, last.isWhitespace || (signs.contains(last) && last != ".") { text.removeLast() }
        // An opening bracket of ours may have closed inside the number.
        if let first = text.first, first == ")" || first == "]" { text = trimmed(text.dropFirst()) }
        if let last = text.last, pairs[last] != nil, last != "\"", last != "'" { text = trimmed(text.dropLast()) }
        return text
    }
}
