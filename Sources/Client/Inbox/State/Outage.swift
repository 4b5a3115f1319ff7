import Messaging

/// A time in which nothing could be fetched: what has changed in it is told in one line once it is over and all is here.
struct Outage: Hashable {
    /// When it began, by the wall.
    let since: Instant
    /// What there was before.
    private let before: InboxCounts
    /// Whether it was so long that what came then is old news.
    private var isLong = false
    /// Whether everything is here again, and only the counts are awaited.
    private(set) var isOver = false

    init(since: Instant, before: InboxCounts) { (self.since, self.before) = (since, before) }

    /// The line works again. False where the outage was so short that there is nothing to tell.
    mutating func end(isCatchingUp: Bool) -> Bool {
        isLong = isLong || isCatchingUp
        isOver = isLong && !isCatchingUp
        return isLong
    }

    /// The line: what is new, what failed, and what has not left.
    func card(_ counts: InboxCounts, since: String) -> Notice {
        let (new, failed) = (counts.inbound - before.inbound, counts.failed - before.failed)
        let unread = counts.unreadLeads == 1 ? "1 lead unread" : "\(counts.unreadLeads) leads unread"
        let parts = [
            new > 0 ? "\(new) new, \(unread)" : "nothing new",
            failed > 0 ? "\(failed) failed" : nil,
            counts.held > 0 ? "\(counts.held) to leave" : nil,
            counts.unknown > 0 ? "\(counts.unknown) unknown" : nil,
        ]
        let facts = parts.compactMap(\.self).joined(separator: ", ")
        return Notice("Connected again. Since \(since): \(facts).", failed > 0 ? .warning : .remark)
    }
}
