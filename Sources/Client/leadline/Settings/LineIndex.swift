/// On which line of a TOML text each key stands, so that a complaint can point at it.
///
/// It follows headers, dotted and quoted keys and skips strings over several lines. What stands inside an inline table
/// or an array has no line of its own; it is found on the line of the key that holds it.
struct LineIndex: Sendable {
    private var lines: [[String]: Int] = [:]

    init(_ text: String) {
        var header: [String] = []
        var openQuotes: String?
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let quotes = openQuotes {
                if line.contains(quotes) { openQuotes = nil }
                continue
            }
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("[") {
                header = Self.path(trimmed.drop { $0 == "[" }, until: "]")
                note(header, number + 1)
            } else if let first = trimmed.first, first != "#" {
                let key = Self.path(trimmed, until: "=")
                for length in 0..<key.count { note(header + key.prefix(length + 1), number + 1) }
                openQuotes = Self.quotesLeftOpen(by: line)
            }
        }
    }

    /// The line, counted from one, of the key at `path` or of the nearest thing that holds it.
    func line(of path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    private mutating func note(_ path: [String], _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// The parts of a dotted key that ends at `end`; nothing when the line holds no such key.
    private static func path(_ text: Substring, until end: Character) -> [String] {
        var parts: [String] = []
        var part = ""
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { part.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == end {
                return parts + [part]
            } else if character == "." {
                parts.append(part)
                part = ""
            } else if character != " ", character != "\t" {
                part.append(character)
            }
        }
        return []
    }

    private static func quotesLeftOpen(by line: Substring) -> String? {
        ["\"\"\"", "'''"].first { line.components(separatedBy: $0) % 2 == 1 }
    }
}

extension Substring {
    /// How often `mark` stands in the text, without overlaps.
    fileprivate func components(separatedBy mark: String) -> Int {
        var count = 0
        var rest = self
        while let range = rest.range(of: mark) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }

    private func range(of mark: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
            start = index(after: start)
        }
        return nil
    }
}
