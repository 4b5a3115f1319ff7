package import Messaging

/// People for tests; their numbers come from ranges that are given to nobody.
package enum People {
    package static let ana = number("+447700900101")
    package static let bruno = number("+447700900102")
    package static let chen = number("+15550100103")
    package static let dana = number("+15550100104")

    /// Our own numbers.
    package static let desk = number("+15550100001")
    package static let secondDesk = number("+15550100002")

    /// As many different leads as a test wants.
    package static func lead(_ index: Int) -> PhoneNumber {
        number("+1555" + padded(1_000_000 + index % 9_000_000, 7))
    }

    package static func number(_ e164: String) -> PhoneNumber {
        guard let number = PhoneNumber(e164: e164) else { preconditionFailure("\(e164) is no E.164 number") }
        return number
    }
}
