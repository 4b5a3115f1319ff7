/// Keys pressed one after the other, as a binding names them: `gg`, `g/`, `Ctrl-w h`, `Alt-s`.
///
/// Words are parted by spaces. A word that names a key is that key; any other is read letter by letter, so that
/// `gg` needs no space. A sequence is never empty.
package struct KeySequence: Hashable, Sendable {
    package let keys: [Key]

    /// `nil` for no keys at all.
    package init?(_ keys: [Key]) {
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    /// `nil` where the text names no keys, for instance `Ctrl-` or a modifier Leadline does not know.
    package init?(_ text: String) {
        var keys: [Key] = []
        for word in text.split(separator: " ") {
            if let key = Key(String(word)) {
                keys.append(key)
            } else if word.contains("-") && word.count > 2 {
                return nil
            } else {
                keys.append(contentsOf: word.map { .character($0) })
            }
        }
        self.init(keys)
    }
}

extension KeySequence: CustomStringConvertible {
    /// Spaces stand only where a key with a name would run into its neighbour.
    package var description: String {
        var text = ""
        var wasShort = true
        for key in keys {
            let name = key.description
            let isShort = name.count == 1
            if !text.isEmpty, !(isShort && wasShort) { text += " " }
            text += name
            wasShort = isShort
        }
        return text
    }
}
