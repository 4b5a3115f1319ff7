/// Blanks out what is no code in a Swift text: comments, nested or not, and string literals of every kind.
struct CodeExtractor {
    private let text: [UInt8]
    private var output: [UInt8]
    private var place = 0

    static func code(of text: [UInt8]) -> [UInt8] {
        var extractor = CodeExtractor(text)
        extractor.run()
        return extractor.output
    }

    private init(_ text: [UInt8]) { (self.text, output) = (text, text) }

    private mutating func run() {
        while place < text.count {
            if stands("//") {
                blank { $0.text[$0.place] == 10 }
            } else if stands("/*") {
                blankBlock()
            } else if text[place] == 34 || (text[place] == 35 && startsRawString) {
                blankString()
            } else {
                place += 1
            }
        }
    }

    private func stands(_ word: StaticString, at offset: Int? = nil) -> Bool {
        let start = offset ?? place
        return start + word.utf8CodeUnitCount <= text.count
            && (0..<word.utf8CodeUnitCount).allSatisfy { text[start + $0] == word.utf8Start[$0] }
    }

    private var startsRawString: Bool {
        let quote = text[place...].firstIndex { $0 != 35 }
        return quote.map { text[$0] == 34 } ?? false
    }

    private mutating func blank(until isEnd: (CodeExtractor) -> Bool) {
        while place < text.count, !isEnd(self) { blankOne() }
    }

    private mutating func blankOne() {
        if text[place] != 10 { output[place] = 32 }
        place += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where place < text.count { blankOne() }
    }

    private mutating func blankBlock() {
        var depth = 0
        repeat {
            if stands("/*") {
                depth += 1
                blank(2)
            } else if stands("*/") {
                depth -= 1
                blank(2)
            } else {
                blankOne()
            }
        } while depth > 0 && place < text.count
    }

    private mutating func blankString() {
        let hashes = text[place...].prefix { $0 == 35 }.count
        blank(hashes)
        let quotes = stands("\"\"\"") ? 3 : 1
        blank(quotes)
        while place < text.count {
            if text[place] == 92, hashes == 0 {
                blank(2)
            } else if closes(quotes: quotes, hashes: hashes) {
                return blank(quotes + hashes)
            } else if quotes == 1, text[place] == 10 {
                return
            } else {
                blankOne()
            }
        }
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        let end = place + quotes + hashes
        return end <= text.count && text[place..<place + quotes].allSatisfy { $0 == 34 }
            && text[place + quotes..<end].allSatisfy { $0 == 35 }
    }
}
