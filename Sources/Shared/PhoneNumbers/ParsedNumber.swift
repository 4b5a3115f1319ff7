package import Messaging

/// A number that could be read, how sure we are of it, and whose it seems to be.
package struct ParsedNumber: Hashable, Sendable {
    package let number: PhoneNumber
    /// Whether the numbering plans on this machine have such a number. They age, so this is never a reason to refuse.
    package let isKnownValid: Bool
    /// The number that people of that country mean by what was typed, where it is another one.
    package var usualForm: PhoneNumber?
    /// The name that stood beside the number, to be offered to the person.
    package var name: String?

    /// What to tell a person who is about to write to a number that is not in the plans.
    package var hint: String? {
        if let usualForm {
            return "The digits are kept as they were typed. Such a number is usually written \(usualForm.e164)."
        }
        return isKnownValid ? nil : "This number is possible, but not in the list of numbers here. Check its digits."
    }
}

extension ParsedNumber {
    /// The number with the name that stands beside it.
    func beside(_ rest: NumberRest) -> (number: ParsedNumber, rest: NumberRest) {
        var named = self
        if case .name(let name) = rest { named.name = name }
        return (named, rest)
    }
}
