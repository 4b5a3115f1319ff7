/// Two texts that were written into one draft at the same time, as one.
///
/// Lines are what is told apart: a line that only one of the two has changed is taken as that one has it, and what was
/// added or taken away before or behind stays so. So a text that was joined once is not joined again with what has become
/// of it, however often the two go on writing.
package struct DraftMerge: Equatable, Sendable {
    package let text: String
    /// How many lines stand before those of `mine`.
    package let linesBefore: Int

    /// What `mine` becomes where `theirs` was made of the same `base` meanwhile.
    package init(base: String, mine: String, theirs: String) {
        let (old, own, other) = (Self.lines(base), Self.lines(mine), Self.lines(theirs))
        if other == old || other == own || own.starts(with: other) || other.isEmpty && !old.isEmpty {
            (text, linesBefore) = (mine, 0)
        } else if own == old || !own.isEmpty && (other.starts(with: own) || other.suffix(own.count) == own[...]) {
            let isBehind = other.suffix(own.count) == own[...] && !other.starts(with: own)
            (text, linesBefore) = (theirs, isBehind ? other.count - own.count : 0)
        } else if let merged = Self.merged(old, own, other) {
            text = merged.lines.joined(separator: "\n")
            linesBefore = merged.before
        } else if let merged = Self.merged(old, other, own) {
            (text, linesBefore) = (merged.lines.joined(separator: "\n"), 0)
        } else {
            (text, linesBefore) = ((other + own).joined(separator: "\n"), other.count)
        }
    }

    private typealias Lines = [Substring]

    private static func lines(_ text: String) -> Lines {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Where `other` only added or took away whole lines at one end of `base`, or each line was changed by one alone; and
    /// how many lines it put before.
    private static func merged(_ base: Lines, _ one: Lines, _ other: Lines) -> (lines: Lines, before: Int)? {
        guard !base.isEmpty else { return nil }
        let added = other.count - base.count
        if added > 0 {
            if other.suffix(base.count) == base[...] { return (other.prefix(added) + one, added) }
            if other.prefix(base.count) == base[...] { return (one + other.suffix(added), 0) }
        }
        guard base.count == one.count else { return nil }
        if added < 0 {
            let isHead = base.starts(with: other) && one.suffix(-added) == base.suffix(-added)
            return isHead ? (Lines(one.prefix(other.count)), 0) : nil
        }
        guard added == 0 else { return nil }
        var lines: Lines = []
        for (line, (mine, theirs)) in zip(base, zip(one, other)) {
            guard mine == line || theirs == line || mine == theirs else { return nil }
            lines.append(mine == line ? theirs : mine)
        }
        return (lines, 0)
    }
}
