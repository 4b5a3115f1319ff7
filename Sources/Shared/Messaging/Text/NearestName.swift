/// Finds what a person probably meant.
///
/// It proposes and never decides: a name that is nearly right is still refused.
package enum NearestName {
    /// The known name with the fewest slips from `name`, or `nil` when none is near.
    package static func of(_ name: String, among known: [String]) -> String? {
        let ranked = known.map { (name: $0, slips: slips(Array(name), Array($0))) }
        guard let best = ranked.min(by: { ($0.slips, $0.name) < ($1.slips, $1.name) }),
            best.slips <= max(1, min(name.count, best.name.count) / 3)
        else { return nil }
        return best.name
    }

    /// How many characters have to be put in, taken out, changed or swapped with their neighbour.
    private static func slips(_ one: [Character], _ other: [Character]) -> Int {
        var older: [Int] = []
        var above = Array(0...other.count)
        for (row, left) in one.enumerated() {
            var line = [row + 1]
            for (column, right) in other.enumerated() {
                var cost = min(above[column + 1] + 1, line[column] + 1, above[column] + (left == right ? 0 : 1))
                if row > 0, column > 0, left == other[column - 1], right == one[row - 1] {
                    cost = min(cost, older[column - 1] + 1)
                }
                line.append(cost)
            }
            (older, above) = (above, line)
        }
        return above[other.count]
    }
}
