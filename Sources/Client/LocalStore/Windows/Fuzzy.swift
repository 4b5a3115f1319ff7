/// How well a few typed letters fit a name: they must occur in it in their order.
///
/// Letters that stand together or begin a word count most, so that `jm` finds Jane Miller before James, and a whole
/// beginning before either. Works on folded UTF-8 and looks at each byte at most twice.
struct Fuzzy {
    private let pattern: [UInt8]

    /// `nil` when nothing but blanks was typed.
    init?(_ typed: String) {
        pattern = Folding.key(typed).utf8.filter { $0 > 32 }
        if pattern.isEmpty { return nil }
    }

    /// The greater the better; `nil` when the letters do not occur.
    func score(_ text: UnsafeRawBufferPointer) -> Int? {
        guard let end = lastOfFirstMatch(text) else { return nil }
        // Going back from there finds the tightest match that ends at the same place.
        var score = 0
        var place = end
        var wanted = pattern.count - 1
        var lastHit = end + 1
        while wanted >= 0 {
            if text[place] == pattern[wanted] {
                score += 4
                if lastHit == place + 1 { score += 6 }
                if place == 0 { score += 12 } else if text[place - 1] <= 47 { score += 8 }
                lastHit = place
                wanted -= 1
            }
            place -= 1
        }
        return score * 8 - min(text.count, 64) - min(end - lastHit, 64)
    }

    private func lastOfFirstMatch(_ text: UnsafeRawBufferPointer) -> Int? {
        guard text.count >= pattern.count else { return nil }
        var wanted = 0
        for place in 0..<text.count where text[place] == pattern[wanted] {
            wanted += 1
            if wanted == pattern.count { return place }
        }
        return nil
    }
}
