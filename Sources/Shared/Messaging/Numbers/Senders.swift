/// Which of our numbers a message leaves from: the one that a person chose, else the one that the lead last wrote to,
/// else the profile's first. With a messaging service nobody is named, and the service chooses.
package struct Senders: Hashable, Sendable {
    /// The profile's own numbers; the first one answers where nothing else decides.
    package var numbers: [PhoneNumber]
    /// Numbers that the settings do not name and that texts of ours left from: a lead who wrote to one hears from it.
    package var others: [PhoneNumber]
    /// The SID of the messaging service that chooses, where the profile has one.
    package var service: String?

    package init(numbers: [PhoneNumber], others: [PhoneNumber] = [], service: String? = nil) {
        (self.numbers, self.others, self.service) = (numbers, others, service)
    }

    /// The last digits of one of our numbers, as many as tell it apart from the others: four at least.
    package func ending(of number: PhoneNumber) -> String {
        var count = 4
        while count < number.e164.count,
            (numbers + others).contains(where: { $0 != number && $0.e164.hasSuffix(number.e164.suffix(count)) })
        {
            count += 1
        }
        return String(number.e164.suffix(count))
    }

    /// The number to send from, or `nil` where the messaging service chooses. A number that is no longer the profile's
    /// does not count: nothing could leave from it.
    package func number(chosen: PhoneNumber?, lastWrittenTo: PhoneNumber?) -> PhoneNumber? {
        if let chosen, isOurs(chosen) { return chosen }
        if service != nil { return nil }
        if let lastWrittenTo, isOurs(lastWrittenTo) { return lastWrittenTo }
        return numbers.first
    }

    private func isOurs(_ number: PhoneNumber) -> Bool { numbers.contains(number) || others.contains(number) }
}
