import Messaging

/// Something that was done and can be taken back.
struct UndoStep: Hashable, Sendable {
    /// What takes it back, or does it again.
    enum Way: Hashable, Sendable {
        /// The store has yet to tell. `isWanted` when the person wants to go that way already.
        case awaited(token: Int, isWanted: Bool = false)
        case change(LeadChange)
        /// The text of a reply that was discarded becomes the draft again; there is no way forward from there.
        case returnDraft(Draft, of: MessageID)
    }

    /// The token of what was done first: the step's own name.
    let id: Int
    let lead: LeadID
    /// The lead, as sentences name it.
    let title: String
    /// What was done, for the status line, such as "Maria is done".
    let sentence: String
    /// What is so once it is taken back, such as "Maria is open again".
    let sentenceBack: String
    /// What is said where the store finds nothing to change.
    let sentenceUnchanged: String
    /// Whether another notice matters more.
    var isQuiet = false
    var way: Way
}

/// What `z` and `Z` walk along.
///
/// A step stands where it belongs as soon as a key was pressed; the way back from there is known when the store has
/// answered. A step that the store did not go is forgotten.
struct UndoLog: Hashable, Sendable {
    private(set) var done: [UndoStep] = []
    private(set) var undone: [UndoStep] = []
    private static let limit = 200

    /// Which way a step went that the store has answered for.
    enum Direction: Hashable, Sendable { case first, back, again }

    /// Remembers a step; what was undone before can no longer be done again.
    mutating func record(_ step: UndoStep) {
        done.append(step)
        if done.count > Self.limit { done.removeFirst() }
        undone = []
    }

    /// Takes a step back, the last where none is named, and tells which way it goes. Where the store has not answered
    /// yet, it is taken back as soon as it has.
    mutating func undo(_ id: Int? = nil, token: Int) -> (step: UndoStep, way: UndoStep.Way)? {
        Self.move(id, from: &done, to: &undone, token)
    }

    /// Does a step again, likewise.
    mutating func redo(_ id: Int? = nil, token: Int) -> (step: UndoStep, way: UndoStep.Way)? {
        Self.move(id, from: &undone, to: &done, token)
    }

    private static func move(
        _ id: Int?, from: inout [UndoStep], to: inout [UndoStep], _ token: Int
    ) -> (step: UndoStep, way: UndoStep.Way)? {
        guard let index = from.lastIndex(where: { id == nil || $0.id == id }) else { return nil }
        var step = from[index]
        let way = step.way
        switch way {
        case .change:
            from.remove(at: index)
            step.way = .awaited(token: token)
            to.append(step)
        case .returnDraft: from.remove(at: index)
        case .awaited(let token, _): from[index].way = .awaited(token: token, isWanted: true)
        }
        return (step, way)
    }

    /// Takes the store's answer: the way from here, or `nil` where it did nothing. Returns the step as it was.
    mutating func answered(_ token: Int, _ way: UndoStep.Way?) -> (step: UndoStep, direction: Direction)? {
        if let index = done.firstIndex(where: { $0.isAwaited(token) }) {
            let step = done[index]
            if let way { done[index].way = way } else { done.remove(at: index) }
            return (step, step.id == token ? .first : .again)
        }
        guard let index = undone.firstIndex(where: { $0.isAwaited(token) }) else { return nil }
        let step = undone[index]
        if let way { undone[index].way = way } else { undone.remove(at: index) }
        return (step, .back)
    }

    /// Takes a step out that was done, as something else takes it back.
    mutating func takeOut(_ id: Int) -> UndoStep? {
        done.firstIndex { $0.id == id }.map { done.remove(at: $0) }
    }
}

extension UndoStep {
    fileprivate func isAwaited(_ token: Int) -> Bool {
        if case .awaited(token, _) = way { true } else { false }
    }

    /// Whether the person wanted to go on before the store had answered.
    var isWanted: Bool {
        if case .awaited(_, let isWanted) = way { isWanted } else { false }
    }
}
