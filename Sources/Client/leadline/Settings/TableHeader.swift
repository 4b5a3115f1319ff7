/// Table headers that the TOML library does not survive.
///
/// It takes for granted that a name follows the bracket and ends the whole process where none does, so `[!]` is
/// refused before the library sees it.
enum TableHeader {
    /// The first line, counted from one, on which a bracket opens a table and no name begins.
    static func firstNameless(in text: String) -> Int? {
        var line = 1
        var rest = Substring(text).utf8[...]
        while !rest.isEmpty {
            let content = rest.prefix { $0 != 0x0A }
            if opensNameless(content) { return line }
            rest = rest[content.endIndex...].dropFirst()
            line += 1
        }
        return nil
    }

    private static func opensNameless(_ line: Substring.UTF8View) -> Bool {
        // Blanks beyond ASCII count as blanks before a header too.
        let header = line.drop { isBlank($0) || $0 >= 0x80 }
        guard header.first == 0x5B else { return false }
        var name = header.dropFirst()
        if name.first == 0x5B { name = name.dropFirst() }
        name = name.drop(while: isBlank)
        guard let first = name.first else { return true }
        switch first {
        case 0x22, 0x27, 0x2D, 0x5D, 0x5F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return false
        default: return true
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
