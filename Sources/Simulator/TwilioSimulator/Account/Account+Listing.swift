/// Lists of messages, as bytes ready to be sent.
extension Account {
    /// One page, newest first. It goes on below the message of the token wherever that stands by now, deleted or not,
    /// unless lost anchors are to be missed.
    func page(_ query: MessageQuery) throws(Rejection) -> [UInt8] {
        let list = store.list(to: query.to, from: query.from)
        var place = list.numbers.count
        var rest: Int?
        if let sid = query.anchorSID {
            guard let anchor = anchor(sid) else { throw Rejection(code: 20001, "Invalid PageToken") }
            switch query.lostAnchor ?? (store[anchor].isListed ? .kept : lostAnchors) {
            case .kept: break
            case .page(let rows): rest = rows
            case .refused: throw Rejection(code: 20001, "Invalid PageToken")
            }
            place = list.rank(moment: store[anchor].listMoment, number: anchor, in: store.records)
        } else if let before = query.sentBefore {
            place = list.rank(moment: before, number: nil, in: store.records)
        }
        var (found, hasMore) = collect(query, list, below: place)
        if let rest { (found, hasMore) = (Array(found.prefix(rest)), false) }
        var writer = MessageWriter(sid: sid, services: services.indices.map(sid(ofService:)), mint: mint)
        return writer.page(query, found, next: hasMore ? found.last.map(sid(of:)) : nil, in: store)
    }

    /// The resource of one message.
    func resource(of number: MessageNumber) -> [UInt8] {
        var writer = MessageWriter(sid: sid, services: services.indices.map(sid(ofService:)), mint: mint)
        var out = JSONBytes(capacity: 1200)
        writer.write(number, in: store, into: &out)
        return out.bytes
    }

    /// As many messages below `place` as the page holds, and whether another one follows.
    private func collect(_ query: MessageQuery, _ list: ListedMessages, below place: Int) -> ([MessageNumber], Bool) {
        let to = query.to.flatMap(store.addresses.known)
        let from = query.from.flatMap(store.addresses.known)
        var found: [MessageNumber] = []
        found.reserveCapacity(query.pageSize)
        for number in list.numbers[..<place].reversed() {
            let record = store[number]
            // The list falls with the moment, so nothing older can pass the filter any more.
            if let earliest = query.sentFrom, record.listMoment < earliest { break }
            guard query.admits(record, to: to, from: from) else { continue }
            if found.count == query.pageSize { return (found, true) }
            found.append(number)
        }
        return (found, false)
    }
}
