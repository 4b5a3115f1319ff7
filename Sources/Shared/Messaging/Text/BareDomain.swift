/// A domain that is written without a scheme, such as `example.com/path`.
///
/// Texts are full of what only looks like one: names of files, versions, abbreviations, sentences without a blank behind
/// their full stop. So it has to end as domains mostly do, or in a country's two letters with a path behind them.
enum BareDomain {
    /// Where a domain's name, with its port, ends that begins at `start`; `nil` where none begins there.
    static func end(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
        guard start == 0 || !isGlued(scalars[start - 1]) else { return nil }
        var labels: [Substring] = []
        var place = start
        while let next = labelEnd(in: scalars, from: place) {
            labels.append(String(String.UnicodeScalarView(scalars[place..<next]))[...])
            place = next
            guard place + 1 < scalars.count, scalars[place] == ".", isLetterOrDigit(scalars[place + 1]) else { break }
            place += 1
        }
        guard labels.count > 1, labels[labels.count - 2].contains(where: \.isLetter) else { return nil }
        let end = portEnd(in: scalars, from: place)
        let hasPath = end + 1 < scalars.count && scalars[end] == "/" && isLetterOrDigit(scalars[end + 1])
        // An address of mail, or something that goes on as no domain does.
        if end < scalars.count, "@_-".unicodeScalars.contains(scalars[end]) { return nil }
        return isEnding(labels.map { $0.lowercased() }, hasPath: hasPath) ? end : nil
    }

    private static func isEnding(_ labels: [String], hasPath: Bool) -> Bool {
        guard let last = labels.last else { return false }
        if common.contains(last) { return true }
        guard last.count == 2, last.allSatisfy({ $0.isASCII && $0.isLetter }), !files.contains(last) else {
            return false
        }
        return hasPath || labels.count > 2 && secondLevel.contains(labels[labels.count - 2])
    }

    /// Endings that are no words and no files.
    private static let common: Set = [
        "com", "net", "org", "edu", "gov", "info", "biz", "io", "app", "dev", "shop", "store", "online", "site", "tech",
        "cloud", "agency",
    ]
    /// What stands before a country's letters where domains are sold below it, as in `co.uk`.
    private static let secondLevel: Set = ["com", "co", "net", "org", "gov", "edu", "ac"]
    /// Countries whose letters mostly end the name of a file.
    private static let files: Set = ["md", "py", "rs", "sh", "pl", "ps", "so", "cc", "js", "ts", "gz", "go"]

    private static func labelEnd(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var end = start
        while end < scalars.count, isLetterOrDigit(scalars[end]) || scalars[end] == "-" && end > start { end += 1 }
        while end > start, scalars[end - 1] == "-" { end -= 1 }
        return end > start ? end : nil
    }

    private static func portEnd(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        guard start < scalars.count, scalars[start] == ":" else { return start }
        var end = start + 1
        while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
        return end > start + 1 ? end : start
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// Whether what begins behind this belongs to a longer word.
    private static func isGlued(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || "@._-/\\=&%+#~$".unicodeScalars.contains(scalar)
    }
}
