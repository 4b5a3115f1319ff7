import Inbox
import Messaging
import Synchronization

/// What a person has written and the mirror has not taken yet, in the order in which it was written.
///
/// What concerns a lead waits behind that lead's texts: a draft that was saved before the text that came before it would
/// be taken for somebody else's. The order is kept by a queue that works it off; here it is only remembered.
final class Backlog: Sendable {
    /// A text that is to be sent, under the name by which it is known whether it was written down.
    struct Text: Hashable, Sendable {
        let token: Int
        let name: IntentID
        var intent: OutgoingIntent
        /// For how long it is held once it is in the mirror.
        let span: Duration
        let writtenAt: Instant
    }

    enum Item: Sendable {
        case text(Text)
        /// Something else about a lead, done once.
        case later(LeadID, @Sendable () throws -> News?)

        fileprivate var lead: LeadID {
            switch self {
            case .text(let text): text.intent.lead
            case .later(let lead, _): lead
            }
        }
    }

    private let items = Mutex<[Item]>([])

    var isEmpty: Bool { items.withLock(\.isEmpty) }

    var first: Item? { items.withLock(\.first) }

    /// The texts that are not in the mirror as far as is known.
    var texts: [Text] { items.withLock { $0.compactMap { if case .text(let text) = $0 { text } else { nil } } } }

    func add(_ text: Text) { items.withLock { $0.append(.text(text)) } }

    /// Puts something behind the lead's texts. False, and nothing is done, where none waits.
    func put(behindTextsTo lead: LeadID, _ work: @escaping @Sendable () throws -> News?) -> Bool {
        items.withLock { items in
            guard items.contains(where: { $0.lead == lead }) else { return false }
            items.append(.later(lead, work))
            return true
        }
    }

    func removeFirst() { items.withLock { _ = $0.removeFirst() } }

    /// Takes a text out. False where it is not here.
    func remove(token: Int) -> Bool {
        items.withLock { items in
            let index = items.firstIndex { if case .text(let text) = $0 { text.token == token } else { false } }
            guard let index else { return false }
            items.remove(at: index)
            return true
        }
    }
}
