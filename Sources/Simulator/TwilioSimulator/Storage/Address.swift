/// The small number under which an address is kept; zero stands for no address at all.
struct AddressID: Hashable, Sendable {
    var value: UInt32

    static let none = AddressID(value: 0)
}

/// Every address that ever took part, each kept once: numbers, short codes, alphanumeric senders.
struct AddressTable: Sendable {
    private(set) var texts: [String] = [""]
    private var identifiers: [String: AddressID] = ["": .none]

    /// The number of `text`, given out at its first appearance.
    mutating func identifier(of text: String) -> AddressID {
        if let known = identifiers[text] { return known }
        let fresh = AddressID(value: UInt32(texts.count))
        texts.append(text)
        identifiers[text] = fresh
        return fresh
    }

    /// The number of `text`, or `nil` when nobody of that address was ever seen.
    func known(_ text: String) -> AddressID? { identifiers[text] }

    subscript(identifier: AddressID) -> String { texts[Int(identifier.value)] }

    mutating func reserve(_ count: Int) {
        texts.reserveCapacity(texts.count + count)
        identifiers.reserveCapacity(texts.count + count)
    }
}
