import Messaging

/// What a line of the settings was probably meant to be, where it is no TOML.
///
/// The library tells what its parser had expected at a column; a person has to know what to write. Values are never
/// repeated: one of them may be a secret.
struct SettingsSlip: Equatable {
    let sentence: String
    let advice: String

    /// `line`, counted from one, is where the parser stopped.
    init?(in text: String, line number: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(number - 1) else { return nil }
        let line = Self.trimmed(lines[number - 1])
        if line.hasPrefix("[") {
            self.init(header: line, at: number, in: lines)
        } else {
            self.init(setting: line, at: number, in: lines)
        }
    }

    private init(_ sentence: String, _ advice: String) { (self.sentence, self.advice) = (sentence, advice) }

    private init?(header line: Substring, at number: Int, in lines: [Substring]) {
        let name = visible(String(line.prefix { $0 != "#" }), limit: 60)
        if let before = lines[..<(number - 1)].firstIndex(where: { Self.trimmed($0) == line }) {
            self.init(
                "\(name) begins a second time.", "Put what follows it behind line \(before + 1), where it begins first."
            )
        } else if !line.contains("]") || line.prefix(while: { $0 != "]" }).contains(" ") {
            self.init("this is no table's name.", "Write it as [profile.NAME], with a dot and both brackets.")
        } else {
            return nil
        }
    }

    private init?(setting line: Substring, at number: Int, in lines: [Substring]) {
        let written = line.prefix { Self.isKeyCharacter($0) }
        guard !written.isEmpty else { return nil }
        let key = visible(String(written), limit: 60)
        let rest = Self.trimmed(line.dropFirst(written.count))
        guard rest.first == "=" else {
            self.init("\(key): expected an equals sign behind the name.", "Write \(key) = and the value behind it.")
            return
        }
        let value = Self.trimmed(rest.dropFirst())
        if let first = Self.line(of: written, before: number, in: lines) {
            self.init("\(key) stands a second time; it stands on line \(first) already.", "Keep one of the two.")
        } else if let slip = Self.slip(value) {
            self.init("\(key): \(slip.sentence)", slip.advice.replacing("KEY", with: key))
        } else {
            return nil
        }
    }

    /// What is wrong with a value.
    private static func slip(_ value: Substring) -> SettingsSlip? {
        let quoted = SettingsSlip("expected a text in quotes.", "Write KEY = \"…\"")
        guard let first = value.first else { return SettingsSlip("the value is missing.", "Write KEY = and a value.") }
        let word = value.prefix { $0.isLetter }.lowercased()
        if ["true", "yes", "on", "false", "no", "off"].contains(word) {
            let meant = ["true", "yes", "on"].contains(word) ? "true" : "false"
            return SettingsSlip("expected true or false, in small letters.", "Write KEY = \(meant)")
        }
        if "“”„‘’«»".contains(first) {
            return SettingsSlip("these quotes are typographic.", "Write straight ones: KEY = \"…\"")
        }
        if first == "\"" || first == "'" {
            return closes(value, first)
                ? SettingsSlip("something follows the value.", "Put the next setting on a line of its own.")
                : SettingsSlip("the quote that opens here is not closed.", "Close it on the same line: KEY = \"…\"")
        }
        if first == "[" { return SettingsSlip("the list is not closed.", "Write KEY = [\"…\", \"…\"]") }
        let isZero = first == "0" && value.dropFirst().first?.isNumber == true && value.allSatisfy(\.isNumber)
        if isZero {
            return SettingsSlip("a number does not begin with 0.", "Leave the 0 out, or write a text: KEY = \"…\"")
        }
        return quoted
    }

    /// Whether a quote that opens a value is closed in it.
    private static func closes(_ value: Substring, _ quote: Character) -> Bool {
        var isEscaped = false
        for character in value.dropFirst() {
            if character == quote, !isEscaped { return true }
            isEscaped = character == "\\" && quote == "\"" && !isEscaped
        }
        return false
    }

    /// The line, counted from one, on which a key stands already in the same table.
    private static func line(of key: Substring, before number: Int, in lines: [Substring]) -> Int? {
        let own = lines[..<(number - 1)]
        let start = own.lastIndex { trimmed($0).hasPrefix("[") } ?? 0
        return own[start...].firstIndex { line in
            let line = trimmed(line)
            return line.hasPrefix(key) && trimmed(line.dropFirst(key.count)).first == "="
        }.map { $0 + 1 }
    }

    private static func isKeyCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_-.\"".contains(character))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
