/// How a text is cut into the short messages that a carrier bills.
///
/// The rule is that of 3GPP TS 23.038 as Twilio documents it: seven bits a character while every character is in the
/// GSM alphabet, else sixteen for the whole text; 160 or 70 units in a single segment, 153 or 67 in each of several;
/// a character that takes two units is never torn apart. The text is taken as it is, without normalisation. A count
/// is an estimate all the same: what Twilio reports of the sent message is what it bills.
package struct Segments: Hashable, Sendable {
    package enum Encoding: Hashable, Sendable {
        case gsm7, ucs2

        package var name: String { self == .gsm7 ? "GSM-7" : "UCS-2" }

        /// Units in a message of one segment, and in each segment of a longer one.
        package var unitsInOne: Int { self == .gsm7 ? 160 : 70 }
        package var unitsInEach: Int { self == .gsm7 ? 153 : 67 }
    }

    /// A character outside the GSM alphabet.
    package struct Culprit: Hashable, Sendable {
        /// Its place in Unicode scalars from the beginning.
        package let offset: Int
        package let scalar: Unicode.Scalar
    }

    package let encoding: Encoding
    /// Septets with their escapes, or UTF-16 units; without the headers of long messages.
    package let units: Int
    /// The units of each segment in order; an empty text has none.
    package let segmentUnits: [Int]
    /// The characters that force UCS-2, in order.
    package let culprits: [Culprit]

    package var count: Int { segmentUnits.count }

    /// How many units still fit before another segment begins.
    package var room: Int {
        count <= 1 ? encoding.unitsInOne - units : encoding.unitsInEach - (segmentUnits.last ?? 0)
    }

    package init(_ text: String) {
        var culprits: [Culprit] = []
        var (septets, pairs, offset) = (0, 0, 0)
        for scalar in text.unicodeScalars {
            let cost = GSMAlphabet.septets(for: scalar)
            if cost == 0 { culprits.append(Culprit(offset: offset, scalar: scalar)) }
            septets += cost
            pairs += scalar.value > 0xFFFF ? 1 : 0
            offset += 1
        }
        let encoding: Encoding = culprits.isEmpty ? .gsm7 : .ucs2
        let units = culprits.isEmpty ? septets : offset + pairs
        (self.encoding, self.units, self.culprits) = (encoding, units, culprits)
        segmentUnits =
            units <= encoding.unitsInOne ? (units == 0 ? [] : [units]) : Self.cut(text, encoding: encoding)
    }

    /// Fills segment after segment from the left.
    private static func cut(_ text: String, encoding: Encoding) -> [Int] {
        var segments: [Int] = []
        var filled = 0
        for scalar in text.unicodeScalars {
            let cost = encoding == .gsm7 ? GSMAlphabet.septets(for: scalar) : scalar.value > 0xFFFF ? 2 : 1
            if filled + cost > encoding.unitsInEach {
                segments.append(filled)
                filled = 0
            }
            filled += cost
        }
        segments.append(filled)
        return segments
    }
}

/// The characters of 3GPP TS 23.038: the basic table, and the extension table behind the escape.
enum GSMAlphabet {
    /// 1 for a basic character, 2 for one behind the escape, 0 for a stranger.
    static func septets(for scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "a"..."z", "A"..."Z", " "..."?", "@", "_", "\n", "\r": 1
        case "\u{0C}", "[", "\\", "]", "^", "{", "|", "}", "~", "€": 2
        case "¡", "£", "¤", "¥", "§", "¿", "Ä", "Å", "Æ", "Ç", "É", "Ñ", "Ö", "Ø", "Ü", "ß", "à", "ä", "å", "æ", "è",
            "é", "ì", "ñ", "ò", "ö", "ø", "ù", "ü":
            1
        case "Γ", "Δ", "Θ", "Λ", "Ξ", "Π", "Σ", "Φ", "Ψ", "Ω": 1
        default: 0
        }
    }
}
