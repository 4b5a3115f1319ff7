import LocalStore
package import Messaging

/// Lists that are left alone because they hang.
extension TwilioLists {
    package func putOff(_ part: String, until moment: Instant) {
        var list = headSetbacks.targets.first { Self.part($0) == part }
        if let round, Self.part(round.list.list) == part {
            list = round.list.list
            // A walk that began without the remote's time does not know how far it has to go.
            if pages.time != nil { interrupted[round.list.list] = round.place }
            self.round = round.withNextList(pace)
        }
        if let list { headSetbacks.wait(list, until: moment) }
    }

    package func startAfresh() {
        close()
        (round, page, reading, search) = (nil, nil, nil, nil)
        (interrupted, asksForPool) = ([:], false)
    }

    static func part(_ list: MessageList) -> String { "\(list.side) \(list.number.e164)" }
}
