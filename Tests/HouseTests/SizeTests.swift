import Testing

@Suite("How long things may grow")
struct SizeTests {
    private let house = House.shared
    private static let longestFile = 400
    private static let longestFunction = 50

    /// Tables, where length is no sign of a second noun.
    private static let tables = ["Keys/Action", "/Schema/", "/Migrations/", "Alphabet"]

    @Test("No file is longer than 400 lines")
    func files() {
        for file in house.sources + house.tests where !Self.tables.contains(where: { file.path.contains($0) }) {
            #expect(file.lines.count <= Self.longestFile, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("No function is longer than 50 lines")
    func functions() {
        for file in house.sources + house.tests where !Self.tables.contains(where: { file.path.contains($0) }) {
            for function in FunctionFinder.functions(in: file) where function.lines > Self.longestFunction {
                Issue.record("\(file.path):\(function.line) \(function.name) has \(function.lines) lines")
            }
        }
    }

    @Test("Comments are there, and do not drown the code")
    func comments() {
        for target in house.targets.map(\.name) {
            let files = house.sources.filter { $0.target == target }
            let lines = files.reduce(0) { $0 + $1.lines.count }
            guard lines > 200 else { continue }
            let comments = files.reduce(0) { $0 + $1.commentLines.count }
            let share = 100 * comments / lines
            print("\(target): \(lines) lines, \(share) % comments")
            #expect((6...30).contains(share), "\(target) has \(share) % comments")
        }
    }
}

/// Finds functions and counts their braces.
enum FunctionFinder {
    struct Function {
        var name: String
        var line: Int
        var lines: Int
    }

    static func functions(in file: SourceFile) -> [Function] {
        ["func", "init", "deinit", "subscript"].flatMap { word in
            file.places(of: word).compactMap { place in function(at: place, word: word, in: file) }
        }
    }

    private static func function(at place: Int, word: String, in file: SourceFile) -> Function? {
        let code = file.code
        if word == "init", place > 0, code[place - 1] == 46 { return nil }
        guard let open = body(after: place, in: code) else { return nil }
        var depth = 0
        for end in open..<code.count {
            if code[end] == 123 { depth += 1 }
            if code[end] == 125 { depth -= 1 }
            if depth == 0 {
                let (first, last) = (file.line(at: place), file.line(at: end))
                let name = String(decoding: code[place...].prefix { $0 != 40 && $0 != 123 && $0 != 10 }, as: UTF8.self)
                return Function(name: name, line: first, lines: last - first + 1)
            }
        }
        return nil
    }

    /// The brace that opens the body, where there is one before the next declaration.
    private static func body(after place: Int, in code: [UInt8]) -> Int? {
        var parentheses = 0
        var hasParameters = false
        for index in place..<code.count {
            switch code[index] {
            case 40:
                parentheses += 1
                hasParameters = true
            case 41: parentheses -= 1
            case 123 where parentheses == 0: return index
            case 125 where parentheses == 0: return nil
            // In a protocol, the line ends without a body.
            case 10 where parentheses == 0 && hasParameters:
                let next = code[(index + 1)...].first { $0 != 32 && $0 != 10 }
                if let next, next == 125 || next == 64 || (97...122).contains(next) {
                    let rest = String(decoding: code[(index + 1)...].drop { $0 == 32 }.prefix(6), as: UTF8.self)
                    if !rest.hasPrefix("where") && !rest.hasPrefix("throws") && !rest.hasPrefix("async") { return nil }
                }
            default: break
            }
        }
        return nil
    }
}
