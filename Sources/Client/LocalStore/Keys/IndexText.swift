/// Text as the index of words wants it, and the words of a text.
///
/// SQLite's tokenizer takes a run of letters for one word, which in scripts without spaces is a whole sentence. There
/// every letter is made a word of its own, so that any piece of a sentence can be looked for as a phrase.
enum IndexText {
    /// The text with blanks round the letters of such scripts; any other text comes back as it is.
    static func spaced(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDense) else { return text }
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard isDense(scalar) else {
                spaced.append(scalar)
                continue
            }
            spaced.append(contentsOf: [" ", scalar, " "])
        }
        return String(spaced)
    }

    /// Calls back with the hash of each word that may be long enough for a piece of it to be something else than its
    /// beginning, and with a way to get the word, folded; `nil` where it is not long enough after all.
    ///
    /// Words are told apart as they are written and folded only when they are asked for, since folding costs as much as
    /// all the rest of taking a message in.
    static func eachLongWord(_ text: String, _ body: (_ hash: UInt64, _ word: () -> String?) throws -> Void) rethrows {
        var text = text
        try text.withUTF8 { bytes in
            var start = 0
            while let end = bytes[start...].firstIndex(where: { $0 >= 128 || asciiLetter($0) == 0 }) {
                guard bytes[end] < 128 else {
                    // From the beginning of the word that the first other letter stands in.
                    return try eachForeignWord(String(decoding: bytes[start...], as: UTF8.self), body)
                }
                try note(bytes[start..<end], body)
                start = end + 1
            }
            try note(bytes[start...], body)
        }
    }

    /// A word of ASCII letters.
    private static func note(
        _ word: Slice<UnsafeBufferPointer<UInt8>>, _ body: (_ hash: UInt64, _ word: () -> String?) throws -> Void
    ) rethrows {
        guard (shortest...longest).contains(word.count) else { return }
        try body(word.reduce(seed) { mixed($0, asciiLetter($1)) }) {
            String(decoding: word.map(asciiLetter), as: UTF8.self)
        }
    }

    private static func eachForeignWord(
        _ text: String, _ body: (_ hash: UInt64, _ word: () -> String?) throws -> Void
    ) rethrows {
        for run in text.unicodeScalars.split(whereSeparator: { !isLetter($0) && !isMark($0) }) {
            guard run.count >= shortest, !run.contains(where: isDense) else { continue }
            let written = Substring(run)
            try body(written.utf8.reduce(seed, mixed)) {
                let word = Folding.word(String(written))
                return (shortest...longest).contains(word.unicodeScalars.count) ? word : nil
            }
        }
    }

    /// The words of what a person typed, folded as the index folds them.
    static func words(_ text: String) -> [String] {
        Folding.word(spaced(text)).unicodeScalars.split(whereSeparator: { !isLetter($0) }).map { String($0) }
    }

    /// The shortest and the longest word that is kept with its pieces.
    static let shortest = 4
    private static let longest = 64

    /// FNV-1a, the same in every process.
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The small letter or the digit, 0 for anything else.
    private static func asciiLetter(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 97...122, 48...57: byte
        case 65...90: byte | 32
        default: 0
        }
    }

    /// Scripts that are written without spaces: Thai to Khmer, kana, Chinese characters.
    private static func isDense(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x0E00 else { return false }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            return true
        default: return false
        }
    }

    /// An accent that is written as a scalar of its own.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        return [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    /// Letters of the scripts that most messages are written in, known without asking the tables of Unicode.
    private static func isCommonLetter(_ value: UInt32) -> Bool {
        switch value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x391...0x3A1, 0x3A3...0x3F5, 0x400...0x481, 0x48A...0x52F,
            0x5D0...0x5EA, 0x620...0x64A, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            true
        default: false
        }
    }

    /// What the tokenizer takes for a part of a word.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 128 { return asciiLetter(UInt8(scalar.value)) > 0 }
        if isCommonLetter(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            return true
        default: return false
        }
    }
}
