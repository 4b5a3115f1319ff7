import Messaging

/// A change that can be taken back, and what takes it back.
struct Change: Hashable, Sendable {
    /// What was done, for the status line, such as "Maria is done".
    let sentence: String
    /// What is so once it is taken back, such as "Maria is open again".
    let sentenceBack: String
    let forward: [Effect]
    let backward: [Effect]
}

/// What `z` and `Z` walk along.
struct UndoLog: Hashable, Sendable {
    private(set) var done: [Change] = []
    private(set) var undone: [Change] = []
    private static let limit = 200

    /// Remembers a change; what was undone before can no longer be done again.
    mutating func record(_ change: Change) {
        done.append(change)
        if done.count > Self.limit { done.removeFirst() }
        undone = []
    }

    /// The change to take back, which from now on can be done again.
    mutating func undo() -> Change? {
        guard let change = done.popLast() else { return nil }
        undone.append(change)
        return change
    }

    /// The change to do again.
    mutating func redo() -> Change? {
        guard let change = undone.popLast() else { return nil }
        done.append(change)
        return change
    }
}
