extension NameList {
    /// vCards of any version: every telephone number of a card gets its name.
    init(vCards text: String) { self.init(vCards: Array(text.utf8)) }

    init(vCards bytes: [UInt8]) {
        // A card may stand in another one, as that of a deputy does.
        var open: [Card] = []
        for (line, content) in Self.unfolded(bytes) {
            guard let field = CardField(content) else { continue }
            switch field.name {
            case "BEGIN": open.append(Card(line: line))
            case "END":
                guard let card = open.popLast() else { continue }
                take(card)
            default: if !open.isEmpty { open[open.count - 1].take(field) }
            }
        }
        for card in open { slips.append(Slip(line: card.line, reason: "the card has no END")) }
        slips.sort { $0.line < $1.line }
    }

    private mutating func take(_ card: Card) {
        if card.numbers.isEmpty { slips.append(Slip(line: card.line, reason: "the card has no number")) }
        for number in card.numbers {
            if card.name.isEmpty, let fault = card.fault {
                slips.append(Slip(line: card.line, reason: fault))
            } else {
                add(Entry(name: card.name, numbers: [number], line: card.line))
            }
        }
    }

    /// The lines of a file as they were before they were broken: one that begins with a blank continues the line
    /// before, and so does what follows a quoted-printable line's last `=`, unless that is an empty line or a field of its
    /// own: some programs end a value so.
    ///
    /// Files are folded by their bytes, even inside a letter; so they are unfolded before anything reads letters.
    private static func unfolded(_ bytes: [UInt8]) -> [(line: Int, content: [UInt8])] {
        var lines: [(line: Int, content: [UInt8])] = []
        // A field is looked at once, not once for each of its lines.
        var isQuotedPrintable = false
        for (index, line) in physicalLines(bytes).enumerated() {
            let isSoftBreak = isQuotedPrintable && lines.last?.content.last == UInt8(ascii: "=")
            if isSoftBreak { lines[lines.count - 1].content.removeLast() }
            guard !line.isEmpty else { continue }
            let isFold = !lines.isEmpty && (line.first == 0x20 || line.first == 0x09)
            guard isFold || (isSoftBreak && !CardField.begins(line)) else {
                let content = Array(line)
                lines.append((index + 1, content))
                isQuotedPrintable = CardField(content)?.isQuotedPrintable ?? false
                continue
            }
            lines[lines.count - 1].content += isFold ? line.dropFirst() : line
        }
        return lines
    }

    private static func physicalLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var place = 0
        while place < bytes.count {
            defer { place += 1 }
            guard bytes[place] == 0x0A || bytes[place] == 0x0D else { continue }
            lines.append(bytes[start..<place])
            if bytes[place] == 0x0D, place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
            start = place + 1
        }
        return lines + [bytes[start...]]
    }
}

/// What matters of one card.
private struct Card {
    let line: Int
    private(set) var numbers: [String] = []
    /// Why a name could not be read.
    private(set) var fault: String?
    /// The best name that the card has had for each field that may hold one.
    private var names: [String: String] = [:]

    init(line: Int) { self.line = line }

    /// The name as the card wants it shown; else as it is put together, else the firm's, else the nickname.
    var name: String { ["FN", "N", "ORG", "NICKNAME"].compactMap { names[$0] }.first ?? "" }

    mutating func take(_ field: CardField) {
        do throws(CardField.Fault) {
            switch field.name {
            case "FN", "NICKNAME": keep(try field.text().trimmed, of: field)
            case "N":
                let parts = try field.components()
                let ordered = [parts.dropFirst().first, parts.first].compactMap { $0 }.filter { !$0.isEmpty }
                keep(ordered.joined(separator: " "), of: field)
            case "ORG": keep(try field.components().filter { !$0.isEmpty }.joined(separator: ", "), of: field)
            case "TEL":
                let number = try field.text().trimmed
                numbers.append(number.lowercased().hasPrefix("tel:") ? String(number.dropFirst(4)) : number)
            default: break
            }
        } catch {
            fault =
                switch error {
                case .unknownCharacterSet(let name): "the character set \(visible(name, limit: 40)) is not known here"
                case .wrongBytes: "the name is not written in UTF-8, nor in the CHARSET that is named"
                }
        }
    }

    private mutating func keep(_ name: String, of field: CardField) {
        if !name.isEmpty, names[field.name] == nil { names[field.name] = name }
    }
}
