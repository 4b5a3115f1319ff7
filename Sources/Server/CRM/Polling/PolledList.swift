internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// One of the lists in which a channel's texts stand.
struct PolledList: Hashable, Sendable {
    /// By which the rows call it.
    let name: String
    /// The addresses of ours that it is about.
    let addresses: Set<String>
    /// Since when all of them are the channel's.
    let claimedAt: Instant
    private let side: Side

    private enum Side: Hashable { case to, from, both }

    /// A number has two lists, and there is one of the whole account. So many numbers are asked for one by one.
    private static let fewNumbers = 2

    static func all(of routes: [SenderRoute]) -> [PolledList] {
        guard routes.count > fewNumbers else {
            return routes.flatMap { route in
                [Side.to, .from].map { side in
                    PolledList(
                        name: side == .to ? "to \(route.address)" : "from \(route.address)",
                        addresses: [route.address], claimedAt: route.claimedAt, side: side)
                }
            }
        }
        let claimedAt = routes.map(\.claimedAt).min() ?? .init(milliseconds: 0)
        return [
            PolledList(
                name: "all of \(routes[0].channel)", addresses: Set(routes.map(\.address)), claimedAt: claimedAt,
                side: .both)
        ]
    }

    func query(size: Int) -> ListQuery {
        switch side {
        case .to: ListQuery(to: addresses.first, pageSize: size)
        case .from: ListQuery(from: addresses.first, pageSize: size)
        case .both: ListQuery(pageSize: size)
        }
    }
}
