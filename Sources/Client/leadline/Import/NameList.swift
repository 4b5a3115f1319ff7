/// Names and numbers from an address book, as they stand in it.
struct NameList: Equatable {
    /// A name with one of its numbers, as written; whether it is a number is judged later.
    struct Entry: Equatable {
        var name: String
        var number: String
        /// Where in the file it stands.
        var line = 1
    }

    /// What could not be taken, and why.
    struct Slip: Equatable {
        var line: Int
        var reason: String
    }

    var entries: [Entry] = []
    /// Lines or cards that hold no name with a number.
    var slips: [Slip] = []
}

extension NameList {
    /// Comma, semicolon or tab separated values. A first line of headings says which column is what; without one the
    /// first column with digits is the number and the first other column the name.
    init(csv text: String) {
        var (rows, openQuote) = Self.rows(text)
        let columns = (rows.first?.cells).flatMap(Columns.init(headings:))
        if columns != nil { rows.removeFirst() }
        for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
            let (name, number) = columns.map { $0.read(row.cells) } ?? Self.guess(row.cells)
            add(name, number, line: row.line)
        }
        if let openQuote { slips.append(Slip(line: openQuote, reason: "a quote is opened here and never closed")) }
    }

    /// Which columns hold what, by their headings.
    private struct Columns {
        var name: Int?
        var first: Int?
        var last: Int?
        var number: Int

        /// `nil` where the row is none of headings: it names no number, or no part of a name.
        init?(headings row: [String]) {
            let words = row.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
            func find(_ names: [String]) -> Int? { words.firstIndex { names.contains($0) } }
            let numbers = [
                "phone", "number", "mobile", "phonenumber", "telephone", "tel", "cell", "phone1value", "mobilephone",
                "telefon", "telefonnummer", "handy", "téléphone", "telefono", "teléfono", "telefone", "celular",
            ]
            guard let number = find(numbers) else { return nil }
            self.number = number
            name = find(["name", "fullname", "displayname", "contact", "lead", "nombrecompleto", "nomecompleto"])
            first = find(["firstname", "givenname", "first", "vorname", "prénom", "nombre", "nome"])
            last = find(["lastname", "familyname", "surname", "last", "nachname", "nom", "apellidos", "sobrenome"])
            if name == nil, first == nil, last == nil { return nil }
        }

        func read(_ row: [String]) -> (name: String, number: String) {
            func cell(_ index: Int?) -> String { index.flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
            let parts = [cell(first), cell(last)].filter { !$0.isEmpty }
            return (cell(name).isEmpty ? parts.joined(separator: " ") : cell(name), cell(number))
        }
    }

    /// The first cell with five digits is the number, the first other one the name.
    private static func guess(_ row: [String]) -> (name: String, number: String) {
        let number = row.firstIndex { $0.filter(\.isNumber).count >= 5 }
        let name = row.indices.first { $0 != number && !row[$0].isEmpty }
        return (name.map { row[$0] } ?? "", number.map { row[$0] } ?? "")
    }

    private typealias Row = (line: Int, cells: [String])

    /// The cells of each line, and where a quote begins that does not end; quotes hold separators, line breaks and
    /// doubled quotes.
    private static func rows(_ text: String) -> (rows: [Row], openQuote: Int?) {
        let start = text.prefix { !$0.isNewline }
        let separator =
            [",", ";", "\t"].max { one, other in
                start.count { $0 == one } < start.count { $0 == other }
            } ?? ","
        var rows: [Row] = []
        var row: Row = (1, [])
        var line = 1
        var cell = ""
        var openQuote: Int?
        var hasJustClosed = false
        for character in text + "\n" {
            defer {
                hasJustClosed = character == "\"" && openQuote == nil
                if character.isNewline { line += 1 }
            }
            if character == "\"", openQuote != nil {
                openQuote = nil
            } else if character == "\"", hasJustClosed || cell.allSatisfy(\.isWhitespace) {
                // A quote right after the closing one is a quote of the text, and opens the cell again.
                if hasJustClosed { cell.append("\"") }
                openQuote = line
            } else if character == separator, openQuote == nil {
                row.cells.append(cell.trimmed)
                cell = ""
            } else if character.isNewline, openQuote == nil {
                rows.append((row.line, row.cells + [cell.trimmed]))
                (row, cell) = ((line + 1, []), "")
            } else {
                cell.append(character)
            }
        }
        return (rows, openQuote)
    }

    private mutating func add(_ name: String, _ number: String, line: Int) {
        if name.isEmpty || number.isEmpty {
            slips.append(Slip(line: line, reason: name.isEmpty ? "there is no name" : "there is no number"))
        } else {
            entries.append(Entry(name: name, number: number, line: line))
        }
    }
}

extension NameList {
    /// vCards of any version: every telephone number of a card gets its name.
    init(vCards text: String) {
        var card: Card?
        for (line, content) in Self.unfolded(text) {
            guard let colon = content.firstIndex(of: ":") else { continue }
            let value = String(content[content.index(after: colon)...])
            let field = content[..<colon].split(separator: ";").map { $0.uppercased() }
            // A group may stand before the name of a field: item1.TEL
            switch field.first?.split(separator: ".").last ?? "" {
            case "BEGIN":
                take(card, isWhole: false)
                card = Card(line: line)
            case "FN": card?.name = Self.decoded(value, field)
            case "N" where card?.name.isEmpty == true:
                let parts = Self.decoded(value, field).split(separator: ";", omittingEmptySubsequences: false)
                card?.name = [parts.dropFirst().first, parts.first].compactMap { $0 }.filter { !$0.isEmpty }
                    .joined(separator: " ")
            case "TEL": card?.numbers.append(value.hasPrefix("tel:") ? String(value.dropFirst(4)) : value)
            case "END":
                take(card, isWhole: true)
                card = nil
            default: break
            }
        }
        take(card, isWhole: false)
    }

    private struct Card {
        var line: Int
        var name = ""
        var numbers: [String] = []
    }

    private mutating func take(_ card: Card?, isWhole: Bool) {
        guard let card else { return }
        guard isWhole else { return slips.append(Slip(line: card.line, reason: "the card has no END")) }
        if card.numbers.isEmpty { slips.append(Slip(line: card.line, reason: "the card has no number")) }
        for number in card.numbers { add(card.name.trimmed, number.trimmed, line: card.line) }
    }

    /// Lines that begin with a blank continue the line before; so does what follows a quoted-printable line's last "=".
    private static func unfolded(_ text: String) -> [(line: Int, content: String)] {
        var lines: [(line: Int, content: String)] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.isEmpty else { continue }
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1].content += line.dropFirst()
            } else if let last = lines.last?.content, last.hasSuffix("="),
                last.uppercased().contains("QUOTED-PRINTABLE")
            {
                lines[lines.count - 1].content = String(last.dropLast()) + line
            } else {
                lines.append((index + 1, String(line)))
            }
        }
        return lines
    }

    /// A field's value without the escapes of vCards.
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

    /// What `=C3=BC` and the like stand for; version 2.1 writes so.
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
