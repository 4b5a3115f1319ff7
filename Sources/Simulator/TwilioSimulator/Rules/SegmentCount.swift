/// How many segments a text is billed as: GSM 03.38 with 160 or 153 septets, else UCS-2 with 70 or 67 units.
///
/// The simulator counts by a table of its own, so that an error in the client's meter cannot hide in both.
enum SegmentCount {
    static func segments(_ text: String) -> Int {
        let septets = text.unicodeScalars.map(septets)
        if septets.allSatisfy({ $0 > 0 }) { return split(septets, single: 160, several: 153) }
        return split(text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }, single: 70, several: 67)
    }

    /// Greedy from the left; no piece is cut in two.
    private static func split(_ pieces: [Int], single: Int, several: Int) -> Int {
        if pieces.reduce(0, +) <= single { return 1 }
        var segments = 1
        var used = 0
        for piece in pieces {
            if used + piece > several {
                segments += 1
                used = 0
            }
            used += piece
        }
        return segments
    }

    /// 1 for the basic table, 2 for the extension table, 0 for what GSM 03.38 does not know.
    private static func septets(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0A, 0x0D, 0x20...0x5A, 0x5F, 0x61...0x7A: 1
        case 0x0C, 0x5B...0x5E, 0x7B...0x7E, 0x20AC: 2
        default: others.contains(scalar) ? 1 : 0
        }
    }

    private static let others = Set("£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà".unicodeScalars)
}
