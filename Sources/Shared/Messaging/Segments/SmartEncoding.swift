/// What Twilio puts in the place of a character outside the GSM alphabet when its Smart Encoding is on.
///
/// The choices are Twilio's, oddities included (most blanks become two spaces, an ellipsis three dots), so that a
/// text replaced here is the text Twilio would have sent. Letters without a look-alike stay, and with them UCS-2.
package enum SmartEncoding {
    /// What stands in for `scalar`, possibly nothing at all (`""`); `nil` where it has no stand-in.
    package static func replacement(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x20...0x5F, 0x61...0x7F: nil
        case 0xFF01...0xFF3F, 0xFF5B...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
        default: standIns[scalar.value]
        }
    }

    /// `text` with every character replaced that has a stand-in.
    package static func replacing(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) else { return text }
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let standIn = replacement(for: scalar) {
                output.append(contentsOf: standIn.unicodeScalars)
            } else {
                output.append(scalar)
            }
        }
        return String(output)
    }

    /// The wide forms of ASCII are not here: they lie in the same order as ASCII itself.
    private static let standIns: [UInt32: String] = {
        var byScalar: [UInt32: String] = [:]
        for (standIn, scalars) in table {
            for scalar in scalars { byScalar[scalar] = standIn }
        }
        return byScalar
    }()

    private static let table: [(String, [UInt32])] = [
        ("", [0x0, 0x3, 0x4, 0x10, 0x11, 0x12, 0x13, 0x14, 0x17, 0x19, 0x200B, 0x2060, 0xFEFF]),
        ("       ", [0x9]),
        (
            "'",
            [
                0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0x2CA, 0x2CB, 0x313, 0x314, 0x2017, 0x2018, 0x2019,
                0x201B, 0x275B, 0x275C, 0xFE10, 0xFE11,
            ]
        ),
        (
            "  ",
            [
                0x80, 0x8D, 0x90, 0x9B, 0x9F, 0xA0, 0x2000, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
                0x2009, 0x200A, 0x202F, 0x205F, 0x3000,
            ]
        ),
        ("\"", [0xAB, 0xBB, 0x2BA, 0x2EE, 0x201C, 0x201D, 0x201E, 0x201F, 0x275D, 0x275E, 0x301D, 0x301E]),
        ("1/4", [0xBC]),
        ("1/2", [0xBD]),
        ("3/4", [0xBE]),
        ("/", [0xF7, 0x337, 0x338, 0x2044, 0x2215, 0x29F8]),
        ("!", [0x1C3, 0xFE15, 0xFE57]),
        ("G", [0x262]),
        ("I", [0x26A]),
        ("N", [0x274]),
        ("R", [0x280]),
        ("Y", [0x28F]),
        ("B", [0x299]),
        ("H", [0x29C]),
        ("L", [0x29F]),
        ("^", [0x2C6, 0x302, 0x1DCD]),
        (":", [0x2D0, 0x2F8, 0x2982, 0xA789, 0xFE13]),
        ("+", [0x2D6, 0xFE62]),
        ("~", [0x2DC, 0x2F7, 0x303, 0x330, 0x334, 0x223C]),
        (",", [0x326, 0x201A, 0x3001, 0xFE50, 0xFE51, 0xFF64]),
        ("_", [0x332]),
        ("=", [0x347, 0xA78A, 0xFE66]),
        ("A", [0x1D00]),
        ("C", [0x1D04]),
        ("D", [0x1D05]),
        ("E", [0x1D07]),
        ("J", [0x1D0A]),
        ("K", [0x1D0B]),
        ("M", [0x1D0D]),
        ("O", [0x1D0F]),
        ("P", [0x1D18]),
        ("T", [0x1D1B]),
        ("U", [0x1D1C]),
        ("V", [0x1D20]),
        ("W", [0x1D21]),
        ("Z", [0x1D22]),
        (" ", [0x2001, 0x2028, 0x2029]),
        ("-", [0x2010, 0x2013, 0x2014, 0x2015, 0x2022, 0x2043, 0x23BC, 0x23BD, 0xFE63]),
        ("...", [0x2026]),
        (">", [0x2039, 0xFE65]),
        ("<", [0x203A, 0xFE64]),
        ("!!", [0x203C]),
        (
            "*",
            [
                0x204E, 0x2217, 0x229B, 0x2722, 0x2723, 0x2724, 0x2725, 0x2731, 0x2732, 0x2733, 0x273A, 0x273B,
                0x273C, 0x273D, 0x2743, 0x2749, 0x274A, 0x274B, 0x29C6, 0xFE61,
            ]
        ),
        (";", [0x204F, 0xFE14, 0xFE54]),
        ("|", [0x20D2, 0x20D3, 0x2223, 0x239C, 0x239F, 0x23B8, 0x23B9, 0x23D0]),
        ("\\", [0x20E5, 0x29F5, 0x29F9, 0xFE68]),
        ("(", [0x2768, 0x276A, 0x27EE, 0x2985, 0xFE59]),
        (")", [0x2769, 0x276B, 0x27EF, 0x2986, 0xFE5A]),
        ("{", [0x2774, 0xFE5B]),
        ("}", [0x2775, 0xFE5C]),
        (".", [0x3002, 0xFE52, 0xFF61]),
        ("F", [0xA730]),
        ("S", [0xA731]),
        ("?", [0xFE16, 0xFE56]),
        ("#", [0xFE5F]),
        ("&", [0xFE60]),
        ("$", [0xFE69]),
        ("%", [0xFE6A]),
        ("@", [0xFE6B]),
    ]
}
