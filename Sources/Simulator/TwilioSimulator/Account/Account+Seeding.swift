internal import Messaging

/// Filling an account with people and with what was written to and fro.
extension Account {
    /// Invents everything of `plan`; the same plan makes the same people and texts again.
    func seed(_ plan: SeedPlan) {
        let planned = SeedTimetable(plan: plan, now: second).messages()
        let first = people.count
        people.append(contentsOf: Crowd(seed: plan.seed).people(plan.leads))
        for index in first..<people.count { personOf[people[index].number] = index }
        store.reserve(messages: planned.count, addresses: plan.leads + 8, textBytes: planned.count * 72)
        var writer = ConversationWriter(plan)
        let wanted = plan.numbers.isEmpty ? [numbers[0].phoneNumber] : plan.numbers
        let addresses = people[first...].map { store.addresses.identifier(of: $0.number) }
        let ours = wanted.map { store.addresses.identifier(of: $0) }
        for message in planned {
            let lead = Int(message.lead)
            let line = writer.line(message, of: people[first + lead])
            enter(line, at: message.moment, ours: ours[lead % ours.count], theirs: addresses[lead])
            people[first + lead].step += 1
        }
        if plan.notices { addNotices() }
    }

    /// Files one invented message as if it had been sent and billed at its moment.
    private func enter(_ line: SeededLine, at moment: UInt32, ours: AddressID, theirs: AddressID) {
        let slice = line.text.withUnsafeBytes { store.texts.store($0) }
        var record = StoredMessage(
            from: line.isInbound ? theirs : ours, to: line.isInbound ? ours : theirs, text: slice, created: moment,
            updated: moment, sent: moment, errorCode: line.errorCode, status: line.status,
            direction: line.isInbound ? .inbound : .outboundAPI, segments: line.segments,
            mediaCount: line.mediaType == nil ? 0 : 1, isMultimedia: line.mediaType != nil)
        if line.status == .failed { record.sent = 0 }
        record.price = PriceList.price(of: record, to: store.addresses[theirs])
        let number = store.add(record)
        if let type = line.mediaType { addMedia(to: number, types: [type]) }
        if line.isStop { blocked.insert(pair(ours: store.addresses[ours], theirs: store.addresses[theirs])) }
    }

    /// Senders that cannot be answered: a parcel service with a name, codes from a short number.
    private func addNotices() {
        let notices = [
            ("PARCELPOST", "Your parcel 4471-0093 will arrive between 09:00 and 13:00."),
            ("72645", "493021 is your code."),
            ("CITYBANK", "Payment received: 1,240.00. Ref 88213."),
            ("PARCELPOST", "We missed you. Pick up from 16:00."),
        ]
        let to = numbers[0].phoneNumber
        for (index, (sender, text)) in notices.enumerated() {
            let moment = second - UInt32(3600 * (5 + 31 * index))
            let line = SeededLine(isInbound: true, text: Array(text.utf8), status: .received)
            enter(
                line, at: moment, ours: store.addresses.identifier(of: to),
                theirs: store.addresses.identifier(of: sender))
        }
    }
}
