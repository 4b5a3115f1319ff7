import Messaging

/// Texts that did not leave, and that the person has not been to since: whatever else is said meanwhile, they are counted
/// until then.
struct Failures: Hashable, Sendable {
    private struct Failure: Hashable, Sendable {
        let message: MessageID
        let lead: LeadID
        let since: Duration
    }

    private var unseen: [Failure] = []

    var count: Int { unseen.count }

    /// The one that happened first, and whose text it is.
    var first: (lead: LeadID, message: MessageID)? { unseen.first.map { ($0.lead, $0.message) } }

    mutating func add(_ hits: [SearchHit], at elapsed: Duration) {
        for hit in hits where !unseen.contains(where: { $0.message == hit.id }) {
            unseen.append(Failure(message: hit.id, lead: hit.lead.id, since: elapsed))
        }
    }

    /// The messages of a lead are on the screen of somebody who pressed a key at `lastKey`.
    mutating func visit(_ lead: LeadID, lastKey: Duration) {
        unseen.removeAll { $0.lead == lead && $0.since < lastKey }
    }
}
