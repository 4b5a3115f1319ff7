package import LocalStore
package import Messaging

/// Lists whose history cannot be fetched for now, because their pages lead in a circle or are refused again and again.
package struct StalledHistory: Hashable, Sendable {
    private struct List: Hashable {
        var number: PhoneNumber
        var side: ListCursor.Side
    }

    private var visited: [List: Set<String>] = [:]
    private var restarts: [List: Int] = [:]
    private var until: [List: Instant] = [:]

    package init() {}

    /// From when the list may be read again.
    package func restsUntil(_ cursor: ListCursor) -> Instant? { until[key(cursor)] }

    /// Notes that the cursor's page is about to be read. `false` when it was read before in this run: a circle.
    package mutating func enter(_ cursor: ListCursor) -> Bool {
        guard let next = cursor.nextPage else { return true }
        return visited[key(cursor), default: []].insert(next).inserted
    }

    /// Notes that the list starts over, and makes it rest when that happens too often.
    package mutating func startOver(_ cursor: ListCursor, now: Instant, rest: Duration) {
        let list = key(cursor)
        visited[list] = nil
        restarts[list, default: 0] += 1
        guard restarts[list, default: 0] > 2 else { return }
        restarts[list] = nil
        until[list] = now + rest
    }

    private func key(_ cursor: ListCursor) -> List { List(number: cursor.number, side: cursor.side) }
}
