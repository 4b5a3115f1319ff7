import ArgumentParser

/// A whole number on the command line, and the range that it is taken from.
enum NumberArgument {
    /// How many rows may be asked for: more than any account has, and far from where counting would overflow.
    static let rows = 1...1_000_000_000

    /// Refuses what is out of range in a sentence that names the option. What was left out is fine.
    static func check(_ option: String, _ value: Int?, in range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw ValidationError("\(option) takes a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
}
