/// Text from outside, made fit for a terminal: what every screen, title, log line and plain output shows.
///
/// The result holds no control character (but line feeds, where lines are kept), nothing that turns the direction of
/// writing, nothing without width that is no combining mark, no private-use or unassigned scalar, and at most four
/// combining marks on a character. Every scalar left is one that glibc, ncurses and tmux give the same width:
/// emoji lose the parts that terminals disagree about (skin tones, joiners, presentation selectors), a keycap becomes
/// its digit, a flag the two letters of its country, and an emoji younger than the width tables its name. Any text is
/// taken, in time that grows with its length alone.
package struct VisibleText: Hashable, Sendable {
    package let text: String
    /// How many scalars were left out or replaced that could hide something from the reader; what merely decorates an
    /// emoji, a tab, and the joiners that some scripts write with are not counted.
    package let removedCount: Int
    /// Whether the text was longer than the limit; then its last scalar is an ellipsis.
    package let isCut: Bool

    /// Makes `raw` visible. Without `keepsLines` a line's end becomes a space; `limit` is in scalars of the result,
    /// and nothing behind it is looked at.
    package init(_ raw: String, keepsLines: Bool = true, limit: Int? = nil) {
        if Self.isPlain(raw, keepsLines: keepsLines, limit: limit ?? .max) {
            (text, removedCount, isCut) = (raw, 0, false)
            return
        }
        var sieve = TextSieve(keepsLines: keepsLines, limit: max(0, limit ?? .max))
        sieve.reserve(raw.utf8.count)
        for scalar in raw.unicodeScalars {
            sieve.take(scalar)
            if sieve.isFull { break }
        }
        (text, removedCount, isCut) = (
            String(decoding: sieve.output, as: UTF8.self), sieve.removedCount, sieve.isFull
        )
    }

    /// Whether a reader sees nothing at all of `raw`: it is empty, or blanks and scalars that take no place.
    package static func isBlank(_ raw: String) -> Bool {
        // Nearly every text begins with what is seen, and need not be made visible for that.
        let first = raw.unicodeScalars.first { $0 != " " && $0 != "\n" }
        if let first, ScalarKind(first) == .plain, first != "\u{2800}", !first.properties.isWhitespace { return false }
        // The empty pattern of Braille is a sign by its kind and a blank by its looks.
        return VisibleText(raw).text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{2800}" }
    }

    /// Whether `raw` is printable ASCII that needs no change.
    private static func isPlain(_ raw: String, keepsLines: Bool, limit: Int) -> Bool {
        let bytes = raw.utf8
        guard bytes.count <= limit else { return false }
        func check(_ bytes: some Sequence<UInt8>) -> Bool {
            bytes.allSatisfy { (0x20...0x7E).contains($0) || (keepsLines && $0 == 0x0A) }
        }
        return bytes.withContiguousStorageIfAvailable { check($0) } ?? check(bytes)
    }

    /// The text whole, with everything that could deceive spelt out, such as `\u{202E}`; for looking at a message
    /// whose badge tells that something was removed. Line feeds stay.
    package static func spelledOut(_ raw: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            if scalar != "\n", ScalarKind.isTreacherous(scalar) {
                output.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
            } else {
                output.append(scalar)
            }
        }
        return VisibleText(String(output)).text
    }
}
