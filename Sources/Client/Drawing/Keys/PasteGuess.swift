/// Tells pasted text from keys on a terminal that does not mark pastes, by what arrived at one moment.
///
/// Whoever types sends one key at a time; but on a slow line, or while the machine is busy, several arrive together. So
/// the guess can be wrong, and it is wrong on the safe side: text with a line break in it is never a command and never
/// sends, and keys without a line break run as they were typed unless they read like words. A terminal that has marked
/// one paste marks all of them, and from then on nothing is guessed.
///
/// A multiplexer can be told to paste without the marks of its terminal. So even there a burst of several lines, more
/// than anyone types ahead, is taken for a paste.
package struct PasteGuess: Sendable {
    /// Milliseconds within which more of the same paste comes.
    package static let pause = 50

    private var wasPaste = false
    private var isNeeded = true
    private let isMarked: Bool

    /// `isMarked` tells that the terminal marks pastes by itself.
    package init(isMarked: Bool = false) { self.isMarked = isMarked }

    /// The keys as they are to be taken. `isSoon` where they came within `pause` of those before.
    package mutating func read(_ keys: [Key], isSoon: Bool) -> [Key] {
        guard isNeeded, !keys.isEmpty else { return keys }
        if keys.contains(where: { if case .paste = $0 { true } else { false } }) {
            isNeeded = isMarked
            return keys
        }
        let text = PasteGuess.text(of: keys)
        let isText = isMarked ? PasteGuess.hasManyLines(text) : PasteGuess.readsLikeText(keys)
        wasPaste = (isSoon && wasPaste) || isText
        guard wasPaste, !text.isEmpty else { return keys }
        return [.paste(text)] + keys.filter { [.focusIn, .focusOut, .resize].contains($0) }
    }

    /// Letters with a line break among them; or more of them than belong to any command, and not one key held down.
    private static func readsLikeText(_ keys: [Key]) -> Bool {
        var letters: [Character] = []
        for case .character(let letter) in keys { letters.append(letter) }
        let hasBreak = keys.contains { isBreak($0) }
        return hasBreak ? !letters.isEmpty : letters.count > 5 && Set(letters).count > 3
    }

    /// Several lines at one moment, with more letters than a held-up line gathers from a typist.
    private static func hasManyLines(_ text: String) -> Bool {
        text.split(separator: "\n").count > 2 && text.count { $0 != "\n" } >= 12
    }

    private static func text(of keys: [Key]) -> String {
        var text = ""
        var wasReturn = false
        for key in keys {
            switch key {
            case .character(let letter): text.append(letter)
            case .named(.tab): text.append("\t")
            case .ctrl("j") where wasReturn: break
            case _ where isBreak(key): text.append("\n")
            default: break
            }
            wasReturn = key == .named(.enter)
        }
        return text
    }

    private static func isBreak(_ key: Key) -> Bool { key == .named(.enter) || key == .ctrl("j") }
}
