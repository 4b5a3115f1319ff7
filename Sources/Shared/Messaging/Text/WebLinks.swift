/// Addresses of the web in a text, as a reader would take them.
///
/// Brackets that are closed within an address belong to it, as in those of encyclopedias; brackets, quotes and signs of
/// the sentence around it do not, nor does a word that stands right before its scheme.
package enum WebLinks {
    /// The addresses in `text`, in their order. Those without a scheme are completed.
    package static func of(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var links: [String] = []
        var place = 0
        while place < scalars.count {
            guard let scheme = scheme(in: scalars, at: place) else {
                if let name = BareDomain.end(in: scalars, at: place) {
                    let end = name < scalars.count && scalars[name] == "/" ? end(in: scalars, from: name) : name
                    links.append("https://" + String(String.UnicodeScalarView(scalars[place..<end])))
                    place = end
                } else {
                    place += 1
                }
                continue
            }
            let end = end(in: scalars, from: place + scheme.count)
            if end > place + scheme.count {
                let link = String(String.UnicodeScalarView(scalars[place..<end]))
                // Written so, it is an address of the web that nobody can open yet.
                links.append(scheme == Self.www ? "https://\(link)" : link)
            }
            place = max(end, place + scheme.count)
        }
        return links
    }

    private static let schemes = ["https://", "http://"].map { Array($0.unicodeScalars) }
    private static let www = Array("www.".unicodeScalars)

    private static func scheme(in scalars: [Unicode.Scalar], at place: Int) -> [Unicode.Scalar]? {
        func stands(_ word: [Unicode.Scalar]) -> Bool {
            scalars.count - place >= word.count
                && zip(scalars[place...], word).allSatisfy { $0 == $1 || ($0.isASCII && $0.value | 0x20 == $1.value) }
        }
        if let scheme = schemes.first(where: stands) { return scheme }
        // Inside a word, as in awww.no, nothing begins.
        let isWordBefore = place > 0 && scalars[place - 1].properties.isAlphabetic
        return !isWordBefore && stands(www) ? www : nil
    }

    /// Where an address ends that goes on from `start`.
    private static func end(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        var open: [Unicode.Scalar] = []
        var place = start
        scan: while place < scalars.count, !ends(scalars[place]) {
            switch scalars[place] {
            case "(": open.append(")")
            case "[": open.append("]")
            case "{": open.append("}")
            case ")", "]", "}":
                // One that was opened before the address closes after it.
                guard open.last == scalars[place] else { break scan }
                open.removeLast()
            default: break
            }
            place += 1
        }
        return trimmed(scalars, start, place)
    }

    /// The end without the signs of the sentence, and without a bracket that is opened behind the address.
    private static func trimmed(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, ".,;:!?'*([{…".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
        return end
    }

    private static func ends(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "\"", "`", "«", "»", "‹", "›", "\u{2018}"..."\u{201F}", "\u{3001}", "\u{3002}",
            "\u{3008}"..."\u{3011}", "\u{FF01}", "\u{FF08}", "\u{FF09}", "\u{FF0C}", "\u{FF1A}", "\u{FF1B}", "\u{FF1F}":
            true
        default: scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
    }
}
