package import LocalStore
package import Messaging

/// Lists whose history cannot be fetched for now, because their pages lead in a circle or are refused again and again.
package struct StalledHistory: Hashable, Sendable {
    private var visited: [MessageList: Set<String>] = [:]
    private var restarts: [MessageList: Int] = [:]
    private var until: [MessageList: Instant] = [:]

    package init() {}

    /// From when the list may be read again.
    package func restsUntil(_ cursor: ListCursor) -> Instant? { until[cursor.list] }

    /// Whether the cursor's page was stored before in this run: a circle.
    package func hasStored(_ cursor: ListCursor) -> Bool {
        cursor.nextPage.map { visited[cursor.list, default: []].contains($0) } ?? false
    }

    /// Notes that the cursor's page is stored. One that did not come is no step of a circle, and is asked for again.
    package mutating func noteStored(_ cursor: ListCursor) {
        if let page = cursor.nextPage { visited[cursor.list, default: []].insert(page) }
    }

    /// The list is read again from a place that was passed before.
    package mutating func goBack(_ cursor: ListCursor) { visited[cursor.list] = nil }

    /// Notes that the list starts over, and makes it rest when that happens too often.
    package mutating func startOver(_ cursor: ListCursor, now: Instant, rest: Duration) {
        let list = cursor.list
        visited[list] = nil
        restarts[list, default: 0] += 1
        guard restarts[list, default: 0] > 2 else { return }
        restarts[list] = nil
        until[list] = now + rest
    }

    /// The machine's clock was set by `step`.
    package mutating func move(by step: Duration) { until = until.mapValues { $0 + step } }
}
