/// The messages of one account, and the lists by which they are read: all, by receiver, by sender.
struct MessageStore: Sendable {
    private(set) var records: [StoredMessage] = []
    private(set) var everything = ListedMessages()
    var addresses = AddressTable()
    var texts = TextArena()
    private var byTo: [ListedMessages] = []
    private var byFrom: [ListedMessages] = []

    subscript(number: MessageNumber) -> StoredMessage { records[number.index] }

    /// Adds a message and files it in its lists.
    mutating func add(_ record: StoredMessage) -> MessageNumber {
        let number = MessageNumber(records.count)
        records.append(record)
        file(number)
        return number
    }

    /// Changes a message, and its place in the lists where its moment or an address changed.
    mutating func change(_ number: MessageNumber, _ body: (inout StoredMessage) -> Void) {
        let before = records[number.index]
        var after = before
        body(&after)
        let moves =
            before.listMoment != after.listMoment || before.shownFrom != after.shownFrom || before.to != after.to
            || before.isListed != after.isListed
        if moves && before.isListed { unfile(number) }
        records[number.index] = after
        if moves && after.isListed { file(number) }
    }

    /// The shortest list that holds every message to `to` and from `from`; an empty one where an address is unknown.
    func list(to: String?, from: String?) -> ListedMessages {
        var shortest: ListedMessages?
        for (text, lists) in [(to, byTo), (from, byFrom)] {
            guard let text else { continue }
            guard let address = addresses.known(text), Int(address.value) < lists.count else { return ListedMessages() }
            let list = lists[Int(address.value)]
            if list.numbers.count < shortest?.numbers.count ?? .max { shortest = list }
        }
        return shortest ?? everything
    }

    /// Makes room beforehand, so that a million messages do not move a dozen times.
    mutating func reserve(messages: Int, addresses count: Int, textBytes: Int) {
        records.reserveCapacity(records.count + messages)
        everything.reserve(messages)
        addresses.reserve(count)
        texts.reserve(textBytes)
    }

    /// Puts a message into its lists; one whose sender is not chosen yet is in nobody's outgoing list.
    private mutating func file(_ number: MessageNumber) {
        let record = records[number.index]
        everything.insert(number, in: records)
        let missing = addresses.texts.count - byTo.count
        if missing > 0 {
            byTo.append(contentsOf: repeatElement(ListedMessages(), count: missing))
            byFrom.append(contentsOf: repeatElement(ListedMessages(), count: missing))
        }
        byTo[Int(record.to.value)].insert(number, in: records)
        if record.shownFrom != .none { byFrom[Int(record.from.value)].insert(number, in: records) }
    }

    /// Takes a message out of its lists, while its record still says where it is.
    private mutating func unfile(_ number: MessageNumber) {
        let record = records[number.index]
        everything.remove(number, in: records)
        byTo[Int(record.to.value)].remove(number, in: records)
        if record.shownFrom != .none { byFrom[Int(record.from.value)].remove(number, in: records) }
    }
}
