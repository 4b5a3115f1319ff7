internal import Messaging

/// What is to happen to an account, by the moment at which it is due; ties go by order of entry.
struct Timetable: Sendable {
    enum Event: Sendable {
        /// The next step of a message on its way.
        case progress(MessageNumber, StatusWord, errorCode: Int)
        case billing(MessageNumber)
        /// A lead of the script of this index writes.
        case script(Int)
        /// A lead answers what we wrote.
        case reply(MessageNumber)
        /// A hidden message comes to be seen.
        case surfacing(MessageNumber)
    }

    private struct Entry: Sendable {
        var due: Instant
        var order: Int
        var event: Event

        func comesBefore(_ other: Entry) -> Bool { (due, order) < (other.due, other.order) }
    }

    /// A binary heap: every entry comes before the two at twice its index plus one and two.
    private var heap: [Entry] = []
    private var count = 0

    /// When the first event is due.
    var next: Instant? { heap.first?.due }

    mutating func add(_ event: Event, at due: Instant) {
        heap.append(Entry(due: due, order: count, event: event))
        count += 1
        var place = heap.count - 1
        while place > 0, heap[place].comesBefore(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the first event out if it is due at `now`, with the moment at which it was.
    mutating func take(dueAt now: Instant) -> (due: Instant, event: Event)? {
        guard let first = heap.first, first.due <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var smallest = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
                if heap[child].comesBefore(heap[smallest]) { smallest = child }
            }
            guard smallest != place else { return (first.due, first.event) }
            heap.swapAt(place, smallest)
            place = smallest
        }
    }
}
