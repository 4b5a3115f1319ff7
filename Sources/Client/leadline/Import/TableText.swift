/// Comma, semicolon or tab separated values, taken apart into cells.
///
/// It looks at bytes alone: a letter's mark that stands behind a quote or a separator takes nothing away from it.
/// Quotes hold separators, line breaks and doubled quotes. A first line `sep=;` names the separator; without one it is
/// the one that the first line has most of, outside of quotes.
struct TableText {
    struct Row: Equatable {
        var line: Int
        var cells: [String]
    }

    private(set) var rows: [Row] = []
    /// The line of a quote that is never closed.
    private(set) var openQuote: Int?

    private var cell: [UInt8] = []
    private var row = Row(line: 1, cells: [])

    init(_ bytes: [UInt8]) {
        let (named, start) = Self.namedSeparator(bytes)
        let separator = named ?? Self.likelySeparator(bytes)
        var line = start == 0 ? 1 : 2
        row.line = line
        var hasJustClosed = false
        for place in start..<bytes.count {
            let byte = bytes[place]
            let isEnd = Self.endsLine(bytes, place)
            defer { hasJustClosed = byte == Self.quote && openQuote == nil }
            if byte == Self.quote, openQuote != nil {
                openQuote = nil
            } else if byte == Self.quote, hasJustClosed || cell.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                // A quote right after the closing one is a quote of the text, and opens the cell again.
                if hasJustClosed { cell.append(byte) }
                openQuote = line
            } else if byte == separator, openQuote == nil {
                endCell()
            } else if isEnd, openQuote == nil {
                endRow(next: line + 1)
            } else if byte != 0x0D || openQuote != nil {
                cell.append(byte)
            }
            if isEnd { line += 1 }
        }
        endRow(next: line)
    }

    private mutating func endCell() {
        row.cells.append(String(decoding: cell, as: UTF8.self).trimmed)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow(next line: Int) {
        // What stands behind a quote that is never closed is no row.
        if openQuote == nil, !(row.cells.isEmpty && cell.isEmpty) {
            endCell()
            rows.append(row)
        }
        row = Row(line: line, cells: [])
    }

    private static let quote = UInt8(ascii: "\"")

    /// Whether a line ends with the byte at `place`: a line feed, or a carriage return that none follows.
    private static func endsLine(_ bytes: [UInt8], _ place: Int) -> Bool {
        bytes[place] == 0x0A || (bytes[place] == 0x0D && (place + 1 == bytes.count || bytes[place + 1] != 0x0A))
    }

    /// The separator of a first line such as `sep=;`, which spreadsheets write, and where the next one begins.
    private static func namedSeparator(_ bytes: [UInt8]) -> (separator: UInt8?, start: Int) {
        let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        let line = bytes[..<end].filter { $0 != quote }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return (nil, 0)
        }
        let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
        return (line[4], min(bytes.count, end + (isPair ? 2 : 1)))
    }

    private static func likelySeparator(_ bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            counts[byte, default: 0] += 1
        }
        let known = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        return known.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? known[0]
    }
}
