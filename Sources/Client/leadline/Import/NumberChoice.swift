import Messaging
import PhoneNumbers

/// Which of the numbers beside a name is taken: the first that the numbering plans know, else the first that can be
/// one.
struct NumberChoice {
    let number: PhoneNumber
    /// The entry's, or the one that stands beside the number; `nil` where there is neither.
    let name: String?
    /// Whether other numbers were passed over, which deserves to be said.
    let isOneOfSeveral: Bool
    /// Whether the numbering plans know no such number.
    let isDoubtful: Bool

    init(of entry: NameList.Entry, _ book: PhoneBook) throws(PhoneNumberError) {
        var chosen: ChosenNumber?
        var first: PhoneNumberError?
        for text in entry.numbers {
            do throws(PhoneNumberError) {
                // An address of another service may hold digits: sip:100@example.com.
                guard !text.contains("@") else { throw .notANumber }
                let found = try book.firstNumber(in: text)
                chosen = chosen ?? found
                guard found.number.isKnownValid else { continue }
                chosen = found
                break
            } catch {
                first = first ?? error
            }
        }
        guard let chosen else { throw first ?? .notANumber }
        number = chosen.number.number
        isDoubtful = !chosen.number.isKnownValid
        name = entry.name.isEmpty ? chosen.number.name : entry.name
        isOneOfSeveral = chosen.isOneOfSeveral || (!entry.isGuess && entry.numbers.count > 1)
    }
}
