import CRMAPI
import Messaging
import Synchronization

/// A client that lives on the feed alone: it keeps its cursor, asks whichever node answers, and notes what the feed must
/// never do.
final class FeedFollower: Sendable {
    struct Seen: Sendable {
        var messages: [UniqueID: MessageBody] = [:]
        var leads: [UniqueID: LeadBody] = [:]
        var conversations: [UniqueID: ConversationBody] = [:]
        /// What was told and must not have been.
        var slips: [String] = []
        var position: Int64 = 0
    }

    private let story: Story
    private let nodes = Mutex<[String]>([])
    private let seen = Mutex(Seen())

    init(_ story: Story) { self.story = story }

    func point(to bases: [String]) { nodes.withLock { $0 = bases } }
    var soFar: Seen { seen.withLock { $0 } }

    /// Follows until the task is canceled.
    func follow() async {
        var cursor = "0"
        while !Task.isCancelled {
            // A node that was just killed answers nothing; the next one is asked from the same place.
            guard let base = nodes.withLock({ $0.randomElement() }),
                let answer = try? await story.line.ask(
                    base, "/api/changes?since=\(cursor)&limit=40&wait=2", as: story.ann)
            else {
                try? await Task.sleep(for: .milliseconds(50))
                continue
            }
            guard answer.status == 200, let page = try? ChangesBody.read(Array(answer.text.utf8)) else {
                if answer.status < 500 { seen.withLock { $0.slips.append("\(answer.status) \(answer.text)") } }
                continue
            }
            seen.withLock { $0.take(page) }
            cursor = page.next
        }
    }
}

extension FeedFollower.Seen {
    mutating func take(_ page: ChangesBody) {
        let before = position
        for item in page.items {
            if item.seq <= position { slips.append("\(item.seq) was told after \(position)") }
            position = max(position, item.seq)
            switch item.entity {
            case .message(let message):
                let known = messages[item.id]
                if known == nil, message.arrival <= before {
                    slips.append("\(message.arrival) arrived behind a reader who was at \(before)")
                }
                if let known, known.arrival != message.arrival { slips.append("\(known.arrival) has moved") }
                messages[item.id] = message
            case .lead(let lead): leads[item.id] = lead
            case .conversation(let conversation): conversations[item.id] = conversation
            case .user, .channel, .optOut, .readMark: break
            case .gone(let word), .unknown(let word): slips.append("\(word) is gone or unknown")
            }
        }
    }
}
