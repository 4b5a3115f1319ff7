import Testing

@Suite("Names and doors")
struct NameTests {
    private let house = House.shared

    /// Words that say nothing about what a type is.
    private static let drawers: Set<Substring> = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Base", "Core", "Info",
        "Data",
        "Handler", "Impl",
    ]

    @Test("Nothing is open to the world: one package, one door")
    func doors() {
        for file in house.sources {
            for word in ["public", "open class", "open func", "open var"] {
                for line in file.lines(with: word) { Issue.record("\(file.path):\(line) says \(word)") }
            }
        }
    }

    @Test("No type is named like a drawer")
    func drawers() {
        for file in house.sources + house.tests {
            for (name, line) in Self.types(in: file) {
                let words = Self.words(of: name)
                let isDrawer = words.last.map(Self.drawers.contains) ?? false
                // A log handler is what the logging library itself calls the thing.
                let isItsOwnWord = name.hasSuffix("LogHandler")
                #expect(!isDrawer || isItsOwnWord, "\(file.path):\(line) \(name)")
            }
        }
    }

    @Test("Every type at the top of a file says what it is")
    func documented() {
        for file in house.sources {
            for (name, line) in Self.types(in: file) where !file.lines[line - 1].hasPrefix(" ") {
                let declaration = file.lines[line - 1]
                if declaration.hasPrefix("private ") || declaration.hasPrefix("fileprivate ") { continue }
                var above = line - 1
                while above > 0, file.lines[above - 1].hasPrefix("@") || file.lines[above - 1].hasPrefix("#") {
                    above -= 1
                }
                #expect(above > 0 && file.lines[above - 1].hasPrefix("///"), "\(file.path):\(line) \(name)")
            }
        }
    }

    @Test("No module shares its name with a type in it")
    func modules() {
        for file in house.sources {
            for (name, line) in Self.types(in: file) where name == file.target && !file.lines[line - 1].hasPrefix(" ") {
                Issue.record("\(file.path):\(line) \(name)")
            }
        }
    }

    @Test("No two types share a name, in whatever target or test they are")
    func uniqueTypes() {
        var homes: [String: String] = [:]
        for file in house.sources + house.tests {
            for (name, line) in Self.types(in: file) where Self.isSharedTop(file.lines[line - 1]) {
                if let home = homes[name] { Issue.record("\(file.path):\(line) \(name), as in \(home)") }
                homes[name] = file.path
            }
        }
    }

    /// Whether a declaration stands at the top of its file and is seen outside of it. A type within another is named
    /// together with that one.
    private static func isSharedTop(_ declaration: some StringProtocol) -> Bool {
        !declaration.hasPrefix(" ") && !declaration.hasPrefix("private ") && !declaration.hasPrefix("fileprivate ")
    }

    @Test("The top of the repository holds what newcomers expect, and nothing else")
    func top() {
        let expected: Set = [
            "Package.swift", "Sources", "Tests", "README.md", "themes", "screenshots", "Makefile", "LICENSE",
        ]
        let top = Set(house.paths.compactMap { $0.split(separator: "/").first.map(String.init) })
        let strangers = top.subtracting(expected).filter { !$0.hasPrefix(".") }
        #expect(strangers.isEmpty, "\(strangers.sorted())")
    }

    /// Types with the lines of their declarations.
    private static func types(in file: SourceFile) -> [(name: String, line: Int)] {
        ["struct", "class", "enum", "actor", "protocol", "typealias"].flatMap { keyword in
            file.places(of: keyword + " ").compactMap { place in
                let rest = file.code[(place + keyword.utf8.count + 1)...].prefix(while: SourceFile.isWordByte)
                let name = String(decoding: rest, as: UTF8.self)
                guard let first = name.first, first.isUppercase else { return nil }
                return (name, file.line(at: place))
            }
        }
    }

    /// `LeadRow` as `Lead` and `Row`.
    private static func words(of name: String) -> [Substring] {
        var words: [Substring] = []
        var rest = name[...]
        while !rest.isEmpty {
            let length = rest.dropFirst().prefix { !$0.isUppercase }.count + 1
            words.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return words
    }
}
