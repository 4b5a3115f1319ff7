import Messaging
import TOMLKit

/// One table of the settings, read key by key, so that each complaint names file, line, key and what was expected.
struct SettingsTable {
    let file: SettingsFile
    let table: TOMLTable
    let path: [String]

    var keys: [String] { table.keys }

    /// A text, or `nil` where the key is not there.
    func string(_ key: String) throws(Complaint) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw wrong(key, "a text in quotes", value) }
        return text
    }

    /// A text or a list of texts.
    func strings(_ key: String) throws(Complaint) -> [String]? {
        guard let value = table[key] else { return nil }
        if let text = value.string { return [text] }
        guard let array = value.array else { throw wrong(key, "a list of texts in quotes", value) }
        var texts: [String] = []
        for index in 0..<array.count {
            guard let text = array[index].string else { throw wrong(key, "a list of texts in quotes", array[index]) }
            texts.append(text)
        }
        return texts
    }

    /// A whole number of the range.
    func integer(_ key: String, in range: ClosedRange<Int>) throws(Complaint) -> Int? {
        guard let value = table[key] else { return nil }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = value.int else { throw wrong(key, expected, value) }
        guard range.contains(number) else { throw complaint(key, "expected \(expected), found \(number).") }
        return number
    }

    /// `true` or `false`; words and numbers that look like it are refused.
    func flag(_ key: String) throws(Complaint) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else { throw wrong(key, "true or false", value) }
        return flag
    }

    /// One of some words; a slip is refused with the word that was probably meant.
    func choice(_ key: String, among words: [String]) throws(Complaint) -> String? {
        guard let word = try string(key) else { return nil }
        guard words.contains(word) else {
            let nearest = NearestName.of(word, among: words).map { " Did you mean \"\($0)\"?" } ?? ""
            let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
            throw complaint(key, "expected one of \(list), found \"\(visible(word))\".\(nearest)")
        }
        return word
    }

    /// A table within this one.
    func table(_ key: String) throws(Complaint) -> SettingsTable? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else { throw wrong(key, "a table such as [\(dotted(key))]", value) }
        return SettingsTable(file: file, table: inner, path: path + [key])
    }

    /// Whether there is anything by this name, of whatever type, that is not empty.
    func holds(_ key: String) -> Bool { table[key].map { $0.string?.isEmpty != true } ?? false }

    /// The table of this name, where it is one.
    func inner(_ key: String) -> SettingsTable? {
        table[key]?.table.map { SettingsTable(file: file, table: $0, path: path + [key]) }
    }

    func holdsTable(_ key: String) -> Bool { table[key]?.table != nil }

    /// A warning for each key that is not among `known`, with the name that was probably meant.
    func warnings(known: [String]) -> [String] {
        keys.filter { !known.contains($0) }.map { key in
            let nearest = NearestName.of(key, among: known).map { ", did you mean \"\($0)\"?" } ?? "."
            return "\(file.place(path + [key])): \(dotted(visible(key))) is no setting\(nearest)"
        }
    }

    /// What is wrong with a key, with its file and line in front.
    func complaint(_ key: String, _ sentence: String) -> Complaint {
        Complaint(.settings, "\(file.place(path + [key])): \(dotted(visible(key))): \(sentence)")
    }

    private func wrong(_ key: String, _ expected: String, _ found: any TOMLValueConvertible) -> Complaint {
        let isQuoteMissing =
            expected.contains("in quotes") && [.int, .double, .date, .time, .dateTime].contains(found.type)
        var complaint = complaint(key, "expected \(expected), found \(Self.word(for: found.type)).")
        if isQuoteMissing { complaint.advice = ["Put it in quotes: \(visible(key)) = \"…\""] }
        return complaint
    }

    private func dotted(_ key: String) -> String { (path + [key]).map { visible($0) }.joined(separator: ".") }

    /// A type of TOML as a person calls it.
    private static func word(for type: TOMLType) -> String {
        switch type {
        case .table: "a table"
        case .array: "a list"
        case .string: "a text"
        case .int: "a whole number"
        case .double: "a number with a fraction"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or time"
        }
    }
}

/// `text` as one line that is safe to show.
func visible(_ text: String, limit: Int? = nil) -> String {
    VisibleText(text, keepsLines: false, limit: limit).text
}
