extension SmartEncoding {
    /// `text` as cheap as it gets without harm to its words.
    ///
    /// Twilio's own choices would make `n~` of an n with its tilde as a scalar of its own, as some systems write it. Such
    /// a letter becomes the one of the GSM alphabet where that has it, and stays as it is where it has not.
    package static func cheaper(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if (0x300...0x36F).contains(scalar.value), let base = output.last, base.properties.isAlphabetic {
                if let letter = composed[scalar]?[base] {
                    output.removeLast()
                    output.append(letter)
                } else {
                    output.append(scalar)
                }
            } else if let standIn = replacement(for: scalar) {
                output.append(contentsOf: standIn.unicodeScalars)
            } else {
                output.append(scalar)
            }
        }
        return String(output)
    }

    /// The letters of the GSM alphabet that have an accent, by the accent and by the letter without it.
    private static let composed: [Unicode.Scalar: [Unicode.Scalar: Unicode.Scalar]] = [
        "\u{300}": ["a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"], "\u{301}": ["e": "é", "E": "É"],
        "\u{303}": ["n": "ñ", "N": "Ñ"], "\u{30A}": ["a": "å", "A": "Å"], "\u{327}": ["C": "Ç"],
        "\u{308}": ["a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"],
    ]
}
