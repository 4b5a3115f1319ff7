/// A colour by its parts, 0 to 255 each.
package struct RGB: Hashable, Sendable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`, or `#rgb` for short.
    package init?(hex: String) {
        guard hex.hasPrefix("#"), hex.utf8.count == 7 || hex.utf8.count == 4 else { return nil }
        var digits: [UInt8] = []
        for character in hex.dropFirst() {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            digits.append(UInt8(digit))
            if hex.utf8.count == 4 { digits.append(UInt8(digit)) }
        }
        self.init(digits[0] << 4 | digits[1], digits[2] << 4 | digits[3], digits[4] << 4 | digits[5])
    }

    func distance(to other: RGB) -> Int {
        // Weights after how strongly the eye tells each part apart; green most, blue least.
        let red = Int(red) - Int(other.red), green = Int(green) - Int(other.green), blue = Int(blue) - Int(other.blue)
        return 3 * red * red + 4 * green * green + 2 * blue * blue
    }
}

/// One colour of a theme: the terminal's own, one of its palette, or one by its parts.
package enum Ink: Hashable, Sendable {
    case standard
    case palette(UInt8)
    case rgb(RGB)

    /// The nearest of the 240 fixed colours of a 256-colour terminal; the first sixteen belong to the person.
    package var index256: UInt8? {
        switch self {
        case .standard: nil
        case .palette(let index): index
        case .rgb(let colour): Palette.nearest(to: colour, among: 16...255)
        }
    }

    /// The nearest of the sixteen colours with names.
    package var index16: UInt8? {
        switch self {
        case .standard: nil
        case .palette(let index) where index < 16: index
        case .palette(let index): Palette.nearestNamed(to: Palette.colours[Int(index)], count: 16)
        case .rgb(let colour): Palette.nearestNamed(to: colour, count: 16)
        }
    }

    /// The nearest of the eight colours that every colour terminal has.
    package var index8: UInt8? {
        switch self {
        case .standard: nil
        case .palette(let index) where index < 16: index % 8
        case .palette(let index): Palette.nearestNamed(to: Palette.colours[Int(index)], count: 8)
        case .rgb(let colour): Palette.nearestNamed(to: colour, count: 8)
        }
    }

    /// The colour itself, as xterm has it; `nil` where only the terminal knows.
    package var rgb: RGB? {
        switch self {
        case .standard: nil
        case .palette(let index): Palette.colours[Int(index)]
        case .rgb(let colour): colour
        }
    }
}

/// The 256 colours of xterm and how others are mapped onto them.
enum Palette {
    static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright_black", "bright_red",
        "bright_green", "bright_yellow", "bright_blue", "bright_magenta", "bright_cyan", "bright_white",
    ]

    static let colours: [RGB] = {
        let named: [(UInt8, UInt8, UInt8)] = [
            (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
            (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
            (0, 255, 255), (255, 255, 255),
        ]
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        var colours = named.map { RGB($0.0, $0.1, $0.2) }
        for red in steps { for green in steps { for blue in steps { colours.append(RGB(red, green, blue)) } } }
        for grey in 0..<24 { colours.append(RGB(UInt8(8 + 10 * grey), UInt8(8 + 10 * grey), UInt8(8 + 10 * grey))) }
        return colours
    }()

    static func nearest(to colour: RGB, among indexes: ClosedRange<UInt8>) -> UInt8 {
        indexes.min { colours[Int($0)].distance(to: colour) < colours[Int($1)].distance(to: colour) } ?? 7
    }

    /// The nearest of the first 8 or 16 by hue, so that a dark teal is cyan and not black.
    static func nearestNamed(to colour: RGB, count: UInt8) -> UInt8 {
        let parts = [Int(colour.red), Int(colour.green), Int(colour.blue)]
        let strongest = max(parts[0], parts[1], parts[2]), weakest = min(parts[0], parts[1], parts[2])
        if strongest - weakest < 40 {
            if count == 16 { return strongest < 64 ? 0 : strongest < 160 ? 8 : strongest < 240 ? 7 : 15 }
            return strongest < 100 ? 0 : 7
        }
        let middle = weakest + (strongest - weakest) * 6 / 10
        var index: UInt8 = 0
        for (bit, part) in parts.enumerated() where part >= middle { index |= 1 << bit }
        return count == 16 && strongest > 215 ? index + 8 : index
    }
}
