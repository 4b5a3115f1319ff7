/// Message numbers in rising order of (`listMoment`, number), so that the newest stands last.
///
/// Messages arrive at the end and move only near it, when a sent moment comes; keeping the order is cheap for that.
struct ListedMessages: Sendable {
    private(set) var numbers: [MessageNumber] = []

    /// The count of messages that stand before the place of (`moment`, `number`); without a number, before `moment`.
    func rank(moment: UInt32, number: MessageNumber?, in records: [StoredMessage]) -> Int {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            let other = records[numbers[middle].index].listMoment
            let isBefore = other < moment || (other == moment && number.map { numbers[middle] < $0 } ?? false)
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func insert(_ number: MessageNumber, in records: [StoredMessage]) {
        let moment = records[number.index].listMoment
        if let last = numbers.last, (records[last.index].listMoment, last) > (moment, number) {
            numbers.insert(number, at: rank(moment: moment, number: number, in: records))
        } else {
            numbers.append(number)
        }
    }

    /// Takes `number` out; `records` still has to hold the moment under which it was put in.
    mutating func remove(_ number: MessageNumber, in records: [StoredMessage]) {
        let place = rank(moment: records[number.index].listMoment, number: number, in: records)
        guard place < numbers.count, numbers[place] == number else { return }
        numbers.remove(at: place)
    }

    mutating func reserve(_ count: Int) { numbers.reserveCapacity(numbers.count + count) }
}
