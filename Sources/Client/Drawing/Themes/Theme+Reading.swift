/// A value of a settings file, free of the library that read it.
package indirect enum ThemeValue: Hashable, Sendable {
    case text(String)
    case flag(Bool)
    case number(Int)
    case table([String: ThemeValue])
    /// Anything no theme has a use for; its kind in words.
    case other(String)
}

/// Why a theme cannot be used: where in the file, and what should stand there.
package struct ThemeError: Error, Hashable, CustomStringConvertible {
    /// The place, such as `roles.text.fg`.
    package let place: String
    package let expected: String

    package var description: String { "\(place): \(expected)" }
}

extension Theme {
    /// Reads a theme from its table; `warnings` name what was passed over, with the nearest known name.
    package static func read(
        name: String, table: [String: ThemeValue]
    ) throws(ThemeError) -> (theme: Theme, warnings: [String]) {
        var reading = Reading()
        let known = ["name", "background", "assumed_background", "roles"]
        for key in table.keys.sorted() where !known.contains(key) { reading.passOver(key, "", known) }
        guard case .text(let word)? = table["background"], let background = Background(rawValue: word) else {
            throw ThemeError(place: "background", expected: "write \"dark\" or \"light\"")
        }
        var assumed: RGB?
        if let value = table["assumed_background"] {
            guard case .text(let hex) = value, let colour = RGB(hex: hex) else {
                throw ThemeError(place: "assumed_background", expected: "write a colour such as \"#1c1c1c\"")
            }
            assumed = colour
        }
        guard case .table(let roles)? = table["roles"] else {
            throw ThemeError(place: "roles", expected: "a theme needs a table [roles]")
        }
        var paints: [Role: Paint] = [:]
        for key in roles.keys.sorted() {
            if let role = Role(name: key) {
                paints[role] = try reading.paint(roles[key], at: "roles.\(key)")
            } else {
                reading.passOver(key, "roles.", Role.allCases.map(\.name))
            }
        }
        let theme = Theme(name: name, background: background, assumedBackground: assumed, paints: paints)
        return (theme, reading.warnings)
    }
}

/// One pass over a theme's table.
private struct Reading {
    var warnings: [String] = []

    mutating func passOver(_ key: String, _ place: String, _ known: [String]) {
        let nearest = known.min { distance($0, key) < distance($1, key) } ?? ""
        let hint = distance(nearest, key) <= 2 ? "; did you mean \(nearest)?" : ""
        warnings.append("\(place)\(key) is unknown\(hint)")
    }

    mutating func paint(_ value: ThemeValue?, at place: String) throws(ThemeError) -> Theme.Paint {
        if case .text? = value { return Theme.Paint(foreground: try ink(value, at: place)) }
        guard case .table(let table)? = value else {
            throw ThemeError(place: place, expected: "write a table such as { fg = \"#5fafaf\", bold = true }")
        }
        let flags: [String: Style.Attributes] = [
            "bold": .bold, "underline": .underline, "reverse": .reverse, "dim": .dim, "italic": .italic,
        ]
        var attributes: Style.Attributes = []
        for key in table.keys.sorted() {
            if let attribute = flags[key] {
                guard case .flag(let isOn)? = table[key] else {
                    throw ThemeError(place: "\(place).\(key)", expected: "write true or false")
                }
                if isOn { attributes.insert(attribute) }
            } else if !["fg", "bg", "few", "mono"].contains(key) {
                passOver(key, "\(place).", ["fg", "bg", "few", "mono"] + flags.keys.sorted())
            }
        }
        return Theme.Paint(
            foreground: try ink(table["fg"], at: "\(place).fg"), background: try ink(table["bg"], at: "\(place).bg"),
            attributes: attributes, fewColours: table["few"] == nil ? nil : try ink(table["few"], at: "\(place).few"),
            mono: try mono(table["mono"], at: "\(place).mono", flags))
    }

    private func ink(_ value: ThemeValue?, at place: String) throws(ThemeError) -> Ink {
        switch value {
        case nil, .text("default")?: return .standard
        case .number(let number)?:
            if let index = UInt8(exactly: number) { return .palette(index) }
        case .text(let text)?:
            if let colour = RGB(hex: text) { return .rgb(colour) }
            if let index = Palette.names.firstIndex(of: text) { return .palette(UInt8(index)) }
        default: break
        }
        throw ThemeError(
            place: place, expected: "write \"#rrggbb\", \"default\", a number from 0 to 255, or a name such as \"cyan\""
        )
    }

    private func mono(
        _ value: ThemeValue?, at place: String, _ flags: [String: Style.Attributes]
    ) throws(ThemeError) -> Style.Attributes? {
        guard let value else { return nil }
        let problem = ThemeError(place: place, expected: "write words such as \"bold underline\", or \"\"")
        guard case .text(let text) = value else { throw problem }
        var attributes: Style.Attributes = []
        for word in text.split(separator: " ") {
            guard let attribute = flags[String(word)] else { throw problem }
            attributes.insert(attribute)
        }
        return attributes
    }

    /// Insertions, deletions and replacements between two short names.
    private func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other.utf8)
        var row = Array(0...other.count)
        for (i, letter) in one.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, candidate) in other.enumerated() {
                let change = diagonal + (letter == candidate ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.count]
    }
}
