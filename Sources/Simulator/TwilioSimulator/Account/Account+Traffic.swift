internal import Messaging

/// What the account counts, and what others order.
extension Account {
    /// Counts a request in; the number of requests that are now under way.
    func enter() -> Int {
        catchUp()
        underWay += 1
        books.requests += 1
        books.peakConcurrency = max(books.peakConcurrency, underWay)
        return underWay
    }

    func leave() { underWay -= 1 }

    /// The fault that this request meets, if any waits for it.
    func takeFault(for request: Incoming) -> Fault? { faults.take(for: request) }

    func add(_ fault: Fault) { faults.add(fault) }

    /// Calls off the faults of this name.
    func clearFaults(named name: String) { faults.clear(named: name) }

    /// Calls off everything, and lets a callback go that was held back.
    func clearFaults() {
        faults.clear()
        guard let held = heldCallback else { return }
        heldCallback = nil
        dispatch(held)
    }

    /// Lets the next `count` messages to `number` end this way.
    func order(_ outcome: OrderedOutcome, to number: String) { ordered[number, default: []].append(outcome) }

    func reachable(at base: String) { publicBase = base }

    /// Points the webhooks of one of our numbers somewhere; an empty address takes them away.
    func setWebhook(_ url: String, fallback: String, of number: String) throws(Rejection) {
        guard let index = numberPlace(number) else {
            throw Rejection(code: 21659, "\(number) is not a number of this account")
        }
        try updateNumber(index, FormFields([("SmsUrl", url), ("SmsFallbackUrl", fallback)]))
    }

    /// The first `limit` people who take part, as a table that `leadline import` reads.
    func peopleTable(limit: Int) -> String {
        people.prefix(limit).reduce(into: "number,name\n") { table, person in
            let needsQuotes = person.name.contains { ",\"\n".contains($0) }
            let name = needsQuotes ? "\"\(person.name.replacing("\"", with: "\"\""))\"" : person.name
            table += "\(person.number),\(name)\n"
        }
    }
}
