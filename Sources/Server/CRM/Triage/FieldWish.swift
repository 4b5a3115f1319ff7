/// What is to become of one member of a row, and what its sender saw there, who may have been away for hours.
package struct FieldWish<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    /// `nil` where it was not told: then the wish holds whatever is there.
    package let seen: Value?

    package init(_ value: Value, over seen: Value? = nil) { (self.value, self.seen) = (value, seen) }
}

/// A member that people set, as the contract calls it.
package enum TriageField: String, Hashable, CaseIterable, Sendable {
    case name, state, timezone, assignee
    case snoozedUntil = "snoozed_until"
    case readUpTo = "read_up_to"
}

/// Judges wishes one by one, and remembers which were too late.
///
/// A wish is too late where the member is otherwise than its sender saw it, and otherwise than it is to be: somebody else's
/// word stands there, which is told instead of being overwritten.
struct WishJudge {
    private(set) var lost: [TriageField] = []

    /// What there is afterwards.
    mutating func outcome<Value>(_ field: TriageField, _ present: Value, _ wish: FieldWish<Value>?) -> Value {
        guard let wish, wish.value != present else { return present }
        guard (wish.seen ?? present) == present else {
            lose(field)
            return present
        }
        return wish.value
    }

    mutating func lose(_ field: TriageField) {
        if !lost.contains(field) { lost.append(field) }
    }
}

/// A row as it is after wishes, and which of them were too late.
package struct Granted<Row: Hashable & Sendable>: Hashable, Sendable {
    package let row: Row
    package let lost: [TriageField]
}
