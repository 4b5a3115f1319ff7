extension OptOutKeyword {
    /// Whether somebody who wrote this probably wants no further messages, though Twilio takes it for an ordinary one:
    /// "Stop.", "STOP ALL", "please stop", "ARRÊT". It is a hint for people, who decide, and never an opt-out.
    package static func isNearStop(_ message: String) -> Bool {
        guard message.utf8.count <= longestNearStop, !isSentence(message), OptOutKeyword(message: message) == nil
        else { return false }
        let words = folded(message)
        guard let first = words.first, words.count <= mostWords else { return false }
        let joined = words.joined()
        if lone.contains(joined) || certain.contains(joined) || isNearUnsubscribe(joined) { return true }
        if certain.contains(first) { return !(words.count > 1 && places.contains(words[1])) }
        return words.count == 2 && polite.contains(first) && certain.contains(words[1])
    }

    /// The bytes of the longest text that is looked at, and the words of it.
    private static let longestNearStop = 120
    private static let mostWords = 4

    /// Whether a glance is enough to see that there are too many words: runs of anything but blanks that hold a Latin
    /// letter.
    private static func isSentence(_ message: String) -> Bool {
        var words = 0
        var hasLetter = false
        for byte in message.utf8 {
            if byte == 0x20 || byte == 0x0A {
                words += hasLetter ? 1 : 0
                hasLetter = false
            } else if (97...122).contains(byte | 0x20) {
                hasLetter = true
            }
        }
        return words + (hasLetter ? 1 : 0) > mostWords
    }

    /// Words that hardly mean anything else, whatever a few words behind them say.
    private static let certain: Set<String> = [
        "STOP", "STOPALL", "STOPP", "UNSUBSCRIBE", "OPTOUT", "ARRET", "ARRETE", "ARRETT", "ARRETEZ", "PARAR", "СТОП",
        "ABMELDEN",
    ]
    /// Words that mean it only where nothing else is said.
    private static let lone: Set<String> = ["CANCEL", "END", "QUIT", "REVOKE", "REMOVEME"]
    private static let polite: Set<String> = ["PLEASE", "PLS", "BITTE", "SVP", "JUST"]
    /// Behind "stop" these begin a sentence about something else.
    private static let places: Set<String> = ["BY", "AT", "IN", "ON", "OVER", "HERE", "THERE", "SIGN", "WATCH"]

    private static func isNearUnsubscribe(_ word: String) -> Bool {
        // Each letter that is none of the word's own is a slip, and no more than three are forgiven. That leaves out most
        // words, at a small part of what it costs to compare them.
        (8...14).contains(word.count) && word.count { !unsubscribeLetters.contains($0) } <= 3
            && NearestName.of(word, among: ["UNSUBSCRIBE"]) != nil
    }

    private static let unsubscribeLetters = Set("UNSUBSCRIBE")

    /// The words in capitals, without signs and without the marks on letters.
    private static func folded(_ message: String) -> [String] {
        if message.utf8.allSatisfy({ $0 < 0x80 }) {
            // Most messages need nothing of the tables of Unicode.
            return message.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.compactMap { run in
                let letters = run.compactMap { (65...90).contains($0 & 0xDF) ? $0 & 0xDF : nil }
                return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
            }
        }
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in message.uppercased().unicodeScalars {
            if scalar.properties.isAlphabetic {
                word.append(bare(scalar))
            } else if scalar.properties.isWhitespace, !word.isEmpty {
                words.append(String(word))
                word = .init()
            }
        }
        return word.isEmpty ? words : words + [String(word)]
    }

    private static func bare(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{C0}"..."\u{C5}": "A"
        case "\u{C8}"..."\u{CB}": "E"
        default: scalar
        }
    }
}
