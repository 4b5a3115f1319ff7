/// Names and numbers from an address book, as they stand in it.
struct NameList: Equatable {
    /// A name with one of its numbers, as written; whether it is a number is judged later.
    struct Entry: Equatable {
        var name: String
        var number: String
    }

    var entries: [Entry] = []
    /// Lines or cards that hold no name with a number.
    var skipped = 0
}

extension NameList {
    /// Comma, semicolon or tab separated values. A first line of headings says which column is what; without one the
    /// first column with digits is the number and the first other column the name.
    init(csv text: String) {
        var rows = Self.rows(text)
        let columns = rows.first.flatMap(Columns.init(headings:))
        if columns != nil { rows.removeFirst() }
        for row in rows where row.contains(where: { !$0.isEmpty }) {
            let (name, number) = columns.map { $0.read(row) } ?? Self.guess(row)
            add(name, number)
        }
    }

    /// Which columns hold what, by their headings.
    private struct Columns {
        var name: Int?
        var first: Int?
        var last: Int?
        var number: Int

        init?(headings row: [String]) {
            let words = row.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
            func find(_ names: [String]) -> Int? { words.firstIndex { names.contains($0) } }
            let numbers = [
                "phone", "number", "mobile", "phonenumber", "telephone", "tel", "cell", "phone1value", "mobilephone",
            ]
            guard let number = find(numbers) else { return nil }
            self.number = number
            name = find(["name", "fullname", "displayname", "contact", "lead"])
            first = find(["firstname", "givenname", "first"])
            last = find(["lastname", "familyname", "surname", "last"])
            if name == nil, first == nil, last == nil { return nil }
        }

        func read(_ row: [String]) -> (name: String, number: String) {
            func cell(_ index: Int?) -> String { index.flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
            let parts = [cell(first), cell(last)].filter { !$0.isEmpty }
            return (cell(name).isEmpty ? parts.joined(separator: " ") : cell(name), cell(number))
        }
    }

    private static func guess(_ row: [String]) -> (name: String, number: String) {
        let number = row.firstIndex { $0.filter(\.isNumber).count >= 5 }
        let name = row.indices.first { $0 != number && !row[$0].isEmpty }
        return (name.map { row[$0] } ?? "", number.map { row[$0] } ?? "")
    }

    /// The cells of each line; quotes hold separators, line breaks and doubled quotes.
    private static func rows(_ text: String) -> [[String]] {
        let start = text.prefix { !$0.isNewline }
        let separator =
            [",", ";", "\t"].max { one, other in
                start.count { $0 == one } < start.count { $0 == other }
            } ?? ","
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var hasJustClosed = false
        for character in text.drop(while: { $0 == "\u{FEFF}" }) + "\n" {
            defer { hasJustClosed = character == "\"" && !isQuoted }
            if character == "\"", isQuoted {
                isQuoted = false
            } else if character == "\"", hasJustClosed || cell.allSatisfy(\.isWhitespace) {
                // A quote right after the closing one is a quote of the text, and opens the cell again.
                if hasJustClosed { cell.append("\"") }
                isQuoted = true
            } else if character == separator, !isQuoted {
                row.append(cell.trimmed)
                cell = ""
            } else if character.isNewline, !isQuoted {
                rows.append(row + [cell.trimmed])
                (row, cell) = ([], "")
            } else {
                cell.append(character)
            }
        }
        return rows
    }

    private mutating func add(_ name: String, _ number: String) {
        if name.isEmpty || number.isEmpty { skipped += 1 } else { entries.append(Entry(name: name, number: number)) }
    }
}

extension NameList {
    /// vCards of any version: every telephone number of a card gets its name.
    init(vCards text: String) {
        var name = ""
        var numbers: [String] = []
        for line in Self.unfolded(text) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            let field = line[..<colon].split(separator: ";").map { $0.uppercased() }
            // A group may stand before the name of a field: item1.TEL
            switch field.first?.split(separator: ".").last ?? "" {
            case "BEGIN": (name, numbers) = ("", [])
            case "FN": name = Self.decoded(value, field)
            case "N" where name.isEmpty:
                let parts = Self.decoded(value, field).split(separator: ";", omittingEmptySubsequences: false)
                name = [parts.dropFirst().first, parts.first].compactMap { $0 }.filter { !$0.isEmpty }
                    .joined(separator: " ")
            case "TEL": numbers.append(value.hasPrefix("tel:") ? String(value.dropFirst(4)) : value)
            case "END":
                if numbers.isEmpty { skipped += 1 }
                for number in numbers { add(name.trimmed, number.trimmed) }
            default: break
            }
        }
    }

    /// Lines that begin with a blank continue the line before; so does what follows a quoted-printable line's last "=".
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else if let last = lines.last, last.hasSuffix("="), last.uppercased().contains("QUOTED-PRINTABLE") {
                lines[lines.count - 1] = String(last.dropLast()) + line
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    private static func decoded(_ value: String, _ field: [String]) -> String {
        if field.contains(where: { $0.hasSuffix("QUOTED-PRINTABLE") }) { return quotedPrintable(value) }
        var text = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                text.append(character == "n" || character == "N" ? " " : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                text.append(character)
            }
        }
        return text
    }

    private static func quotedPrintable(_ value: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(value.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == 61, digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
