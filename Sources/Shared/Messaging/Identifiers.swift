/// A number that names one row of one kind; ids of different kinds never mix.
package protocol RowID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The letter that stands before the number where people and scripts read it.
    static var letter: Character { get }
    var rawValue: Int64 { get }
    init(rawValue: Int64)
}

extension RowID {
    package var description: String { "\(Self.letter)\(rawValue)" }

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    /// Reads what `description` wrote, such as `L42`; anything else is no id of this kind.
    package init?(_ text: String) {
        guard text.first == Self.letter, let number = Int64(text.dropFirst()), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}

/// A lead: one person.
package struct LeadID: RowID {
    package static let letter: Character = "L"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A conversation: one lead on one of our numbers.
package struct ConversationID: RowID {
    package static let letter: Character = "C"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A message: one SMS or MMS, from the moment it is queued here or first seen at the remote.
package struct MessageID: RowID {
    package static let letter: Character = "M"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// One picture, film or document of a message.
package struct MediaID: RowID {
    package static let letter: Character = "A"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one decision to send, wherever it is told of: a UUID that is given when the person decides and stays for good.
///
/// What is written down twice under one name, because nobody knew whether the first time had succeeded, is one message.
package struct IntentID: Hashable, Sendable {
    private let value: UniqueID

    /// A name that nothing else has.
    package init(_ chance: inout some RandomNumberGenerator) { value = UniqueID(&chance) }

    /// Reads the usual form of a UUID, in letters of either case; anything else is none.
    package init?(_ text: String) {
        guard let value = UniqueID(text) else { return nil }
        self.value = value
    }
}

extension IntentID: CustomStringConvertible {
    /// The usual form, in small letters.
    package var description: String { value.description }
}
