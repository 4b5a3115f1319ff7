/// What the status line says, and since when.
struct Notices: Sendable {
    private(set) var current: Notice?
    private var since = Duration.zero

    mutating func show(_ notice: Notice, at elapsed: Duration) { (current, since) = (notice, elapsed) }

    /// Says the same in other words.
    mutating func reword(_ text: String) { current?.text = text }

    mutating func clear() { current = nil }

    /// Whether it has stood for so long.
    func hasStood(_ span: Duration, at elapsed: Duration) -> Bool { current != nil && elapsed - since >= span }
}
