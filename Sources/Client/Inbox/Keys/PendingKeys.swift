import Drawing

/// What was pressed of a key that is not complete: a number, and the strokes after it.
struct PendingKeys: Hashable, Sendable {
    var count: Int?
    var strokes: [Key] = []
    /// Whether the person has hesitated long enough to be shown what can follow.
    var showsHint = false

    var isEmpty: Bool { count == nil && strokes.isEmpty }

    /// As it stands in the status line, such as `5g`.
    var text: String { (count.map(String.init) ?? "") + (KeySequence(strokes)?.description ?? "") }
}
