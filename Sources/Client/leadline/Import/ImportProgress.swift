import Glibc

/// How far a long list has come, told on a terminal's standard error in steps, on one line that goes when it is over.
///
/// Where standard error is no terminal, nothing is told.
struct ImportProgress {
    private let total: Int
    private let isShown: Bool
    private var width = 0

    /// Rows between two steps; a shorter list is over before anybody looks.
    static let step = 5000

    init(total: Int, isTerminal: Bool = isatty(STDERR_FILENO) != 0) {
        self.total = total
        isShown = isTerminal && total > Self.step
    }

    /// The line for `done` rows, to be written over the one before; `nil` between two steps.
    mutating func line(_ what: String, _ done: Int) -> String? {
        guard isShown, done.isMultiple(of: Self.step) else { return nil }
        let text = "\(what): \(done) of \(total)"
        defer { width = max(width, text.utf8.count) }
        return "\r" + text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    mutating func tell(_ what: String, _ done: Int) {
        if let line = line(what, done) { Output.prompt(line) }
    }

    /// Makes the line empty for whatever is said next.
    func end() {
        if width > 0 { Output.prompt("\r" + String(repeating: " ", count: width) + "\r") }
    }
}
