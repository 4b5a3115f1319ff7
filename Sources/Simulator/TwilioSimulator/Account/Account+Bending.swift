internal import Messaging

/// What tests let happen to messages although nobody asked for it over the API.
extension Account {
    func obey(_ bend: Bend) throws(Rejection) {
        switch bend {
        case .message(let sid, let change): try self.bend(sid, change)
        case .sending(let bend): add(bend)
        case .paging(let rule): setLostAnchors(rule)
        case .pool(let number, let isIn, let sid): try setPooled(isIn, number, serviceSID: sid)
        case .clock(let offset, let step):
            if let offset { setClock(offset: offset) }
            stepClock(by: step)
        }
    }

    /// Changes the message of this SID; one that is deleted stays so.
    func bend(_ sid: String, _ change: MessageChange) throws(Rejection) {
        guard let number = anchor(sid), !store[number].isDeleted else { throw .notFound(sid) }
        let moment = second
        switch change {
        case .rewritten(let rewriting):
            setText(of: number, to: rewriting.applied(to: store.texts.text(store[number].text)), at: moment)
        case .redacted: setText(of: number, to: "", at: moment)
        case .untold(let members):
            store.change(number) { record in
                record.tellsBody = !members.contains(.body)
                record.tellsFrom = !members.contains(.from)
                record.updated = moment
            }
        case .deleted:
            store.change(number) { $0.isDeleted = true }
            for index in mediaOf[number] ?? [] { media[index].isDeleted = true }
        case .hidden: store.change(number) { $0.isHidden = true }
        case .surfaced: surface(number)
        }
    }

    /// Lets a hidden message be seen, at the place of its moment in the lists.
    func surface(_ number: MessageNumber) { store.change(number) { $0.isHidden = false } }

    /// Hides `number` until `span` of the account's pace is over.
    func hide(_ number: MessageNumber, for span: Duration) {
        store.change(number) { $0.isHidden = true }
        schedule(.surfacing(number), after: span)
    }

    /// Bends the next messages that we send.
    func add(_ bend: SendBend) { sendBends.append(bend) }

    /// The bend that a message to this number meets; it is used up by one.
    func takeSendBend(to number: String) -> SendBend? {
        guard let place = sendBends.firstIndex(where: { $0.count > 0 && $0.to ?? number == number }) else { return nil }
        sendBends[place].count -= 1
        let bend = sendBends[place]
        if bend.count == 0 { sendBends.remove(at: place) }
        return bend
    }

    func setLostAnchors(_ rule: LostAnchor) { lostAnchors = rule }

    /// Puts one of our numbers into the pool of a messaging service, the first by default, or takes it out.
    func setPooled(_ isPooled: Bool, _ number: String, serviceSID: String? = nil) throws(Rejection) {
        guard let index = numberPlace(number) else {
            throw Rejection(code: 21659, "\(number) is not a number of this account")
        }
        guard let service = serviceSID.map({ serviceIndex($0) }) ?? 0 else { throw Rejection(code: 21701) }
        numbers[index].service = isPooled ? service : nil
    }

    /// The number of ours that this lead heard from last, to which an answer goes; the first one for strangers.
    func answerable(by lead: String) -> String {
        let last = store.list(to: lead, from: nil).numbers.last { store[$0].from != .none }
        return last.map { store.addresses[store[$0].from] } ?? numbers[0].phoneNumber
    }

    private func setText(of number: MessageNumber, to text: String, at moment: UInt32) {
        let slice = store.texts.store(text)
        store.change(number) { record in
            record.text = slice
            record.updated = moment
        }
    }
}
