import LocalStore
import Messaging
import PhoneNumbers
import Transport

/// Gives the demo's leads the names that a shop would have noted, since Twilio knows none.
///
/// The names come from the simulator itself, over the same loopback address that the account has.
struct DemoNames {
    let desk: Desk

    /// Every so many leads one stays without a name, as strangers do.
    private static let strangers = 6
    /// Of a very large demo only the first so many are named, so that it opens at once.
    private static let most = 2_000

    func note() throws(Complaint) {
        let list = try people()
        let book = desk.phoneBook()
        var names: [(address: PeerAddress, display: String, name: String)] = []
        for (index, entry) in list.entries.enumerated() where index % Self.strangers != 0 {
            guard let number = entry.numbers.first.flatMap({ PhoneNumber(e164: $0) }) else { continue }
            names.append((.number(number), book.display(number, seenFrom: book.homeRegion), entry.name))
        }
        let store = try desk.openStore()
        _ = try complaining { try store.importNames(names, now: WallClock.now()) }
        try complaining { try store.close() }
    }

    /// The simulator's own list of the people it invented.
    private func people() throws(Complaint) -> NameList {
        let call = HTTPCall(reading: "/__people?limit=\(Self.most)", at: try desk.profile.account.base.text)
        let answer = try complaining { try waiting { try await CurlTransport().send(call) } }
        return NameList(csv: String(decoding: answer.body, as: UTF8.self))
    }
}
