internal import Messaging

/// How a message is going to end.
struct Destiny: Sendable {
    /// `sent` for a message whose receipt never comes.
    var status: StatusWord
    var errorCode: Int

    static let delivery = Destiny(status: .delivered, errorCode: 0)
}

/// An outcome that a test or a demonstration ordered for the next messages to a number.
struct OrderedOutcome: Sendable {
    var status: StatusWord
    var errorCode: Int
    var count: Int
}

/// The way of a message from its acceptance to its end.
extension Account {
    /// Lets `event` happen now.
    func perform(_ event: Timetable.Event) {
        switch event {
        case .progress(let number, let status, let errorCode): proceed(number, to: status, errorCode: errorCode)
        case .billing(let number): bill(number)
        case .script(let index): runScript(index)
        case .reply(let number): answer(number)
        case .surfacing(let number): surface(number)
        }
    }

    /// Begins the way of a message that was just accepted.
    func setOut(_ number: MessageNumber) {
        decideDestiny(of: number)
        switch store[number].status {
        case .accepted: schedule(.progress(number, .queued, errorCode: 0), after: options.pace.accepted)
        case .queued: scheduleAfterQueue(number)
        default: break
        }
    }

    /// Changes the status of `number`, tells the callback about it, and plans the next step.
    func proceed(_ number: MessageNumber, to status: StatusWord, errorCode: Int) {
        let before = store[number]
        guard !before.isDeleted, !before.status.isFinal else { return }
        // A lead who opted out between acceptance and sending is not written to any more.
        let isBlocked = status == .queued && blocked.contains(pair(of: before))
        let status = isBlocked ? .failed : status
        let errorCode = isBlocked ? 21610 : errorCode
        let sender = status == .queued && before.from == .none ? chooseSender(for: before) : before.from
        let segments = SegmentCount.segments(store.texts.text(before.text))
        let moment = second
        store.change(number) { record in
            record.status = status
            record.updated = moment
            record.errorCode = UInt32(errorCode)
            record.from = sender
            if record.segments == 0 { record.segments = UInt8(clamping: record.isMultimedia ? 1 : segments) }
            if record.sent == 0, [.sent, .delivered, .undelivered].contains(status) { record.sent = moment }
        }
        if status.isFinal { destinies[number] = nil }
        reportStatus(number)
        planNext(number)
    }

    /// Schedules what follows the present status. `sent` may be the last word ever: many carriers give no receipt.
    private func planNext(_ number: MessageNumber) {
        let record = store[number]
        switch record.status {
        case .queued: scheduleAfterQueue(number)
        case .sending: schedule(.progress(number, .sent, errorCode: 0), after: options.pace.sending)
        case .sent:
            let destiny = destinies[number] ?? .delivery
            if destiny.status != .sent {
                let end = Timetable.Event.progress(number, destiny.status, errorCode: destiny.errorCode)
                schedule(end, after: options.pace.delivered)
            } else {
                schedule(.billing(number), after: options.pace.billed)
            }
        case .delivered, .undelivered:
            schedule(.billing(number), after: options.pace.billed)
            if record.status == .delivered { planAnswer(to: number) }
        default: break
        }
    }

    /// A message that is going to fail does so out of the queue; the others are handed to the carrier.
    private func scheduleAfterQueue(_ number: MessageNumber) {
        let destiny = destinies[number] ?? .delivery
        let next = destiny.status == .failed ? destiny : Destiny(status: .sending, errorCode: 0)
        schedule(.progress(number, next.status, errorCode: next.errorCode), after: options.pace.queued)
    }

    /// How `number` is going to end: as ordered, as its number says, or delivered.
    private func decideDestiny(of number: MessageNumber) {
        let to = store.addresses[store[number].to]
        if let order = ordered[to]?.first {
            destinies[number] = Destiny(status: order.status, errorCode: order.errorCode)
            useUpOrder(to)
        } else if case .failing(let code) = MagicNumber.outcome(to: to) {
            let status = MagicNumber.failsBeforeSending(code) ? StatusWord.failed : .undelivered
            destinies[number] = Destiny(status: status, errorCode: code)
        }
    }

    /// The number of the pool that wrote to the recipient last, else one that follows from the recipient.
    private func chooseSender(for record: StoredMessage) -> AddressID {
        let to = store.addresses[record.to]
        if to.isRCS, let sender = options.rcsSenders.first { return store.addresses.identifier(of: sender) }
        let pool = self.pool(of: Int(record.service) - 1).map { numbers[$0].phoneNumber }
        let earlier = store.list(to: to, from: nil).numbers.last { store[$0].from != .none }
        if let earlier, pool.contains(store.addresses[store[earlier].from]) { return store[earlier].from }
        let place = to.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFF_FFFF } % max(1, pool.count)
        return store.addresses.identifier(of: pool.isEmpty ? numbers[0].phoneNumber : pool[place])
    }

    /// The price comes after the receipt, as a change of its own without a callback.
    private func bill(_ number: MessageNumber) {
        let moment = second
        let price = PriceList.price(of: store[number], to: store.addresses[store[number].to])
        store.change(number) { record in
            record.price = price
            record.updated = moment
        }
    }

    private func useUpOrder(_ to: String) {
        guard var orders = ordered[to], !orders.isEmpty else { return }
        orders[0].count -= 1
        if orders[0].count <= 0 { orders.removeFirst() }
        ordered[to] = orders.isEmpty ? nil : orders
    }

    /// Our side and their side of a message, as the block list keeps them; a service counts as all its numbers.
    func pair(of record: StoredMessage) -> String {
        let (ours, theirs) = record.direction == .inbound ? (record.to, record.from) : (record.from, record.to)
        let sender = ours == .none ? sid(ofService: Int(record.service) - 1) : store.addresses[ours]
        return pair(ours: sender, theirs: store.addresses[theirs])
    }

    func pair(ours: String, theirs: String) -> String {
        let service = numberPlace(ours).flatMap { numbers[$0].service }
        return (service.map(sid(ofService:)) ?? ours) + " " + theirs
    }
}
