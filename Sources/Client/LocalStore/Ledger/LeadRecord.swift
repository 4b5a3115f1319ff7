internal import Messaging

/// What the table is filtered by, as bits of one column.
struct LeadFlags: OptionSet, Hashable {
    let rawValue: Int64
    static let unread = LeadFlags(rawValue: 1)
    static let waiting = LeadFlags(rawValue: 2)
    static let failed = LeadFlags(rawValue: 4)
    static let draft = LeadFlags(rawValue: 8)
    /// Not to be written to: `stopped`, `blocked` or both.
    static let optedOut = LeadFlags(rawValue: 16)
    static let held = LeadFlags(rawValue: 32)
    static let unknown = LeadFlags(rawValue: 64)
    static let snoozed = LeadFlags(rawValue: 128)
    static let closed = LeadFlags(rawValue: 256)
    /// The address is none that a reply can be sent to.
    static let unanswerable = LeadFlags(rawValue: 512)
    /// The lead itself said STOP, or Twilio refused a message for that reason. Only the lead's START takes it away.
    static let stopped = LeadFlags(rawValue: 1024)
    /// A person on our side stopped writing to the lead. Only a person takes it away.
    static let blocked = LeadFlags(rawValue: 2048)
    /// What few leads have at a time, and people look for most: these leads have an index of their own.
    static let urgent: LeadFlags = [.unread, .failed, .draft, .held, .unknown]
    /// Set by the address, by keywords and by what people and the outbox do; the others follow from these and from the
    /// messages.
    static let independent: LeadFlags = [
        .draft, .stopped, .blocked, .held, .unknown, .snoozed, .closed, .unanswerable,
    ]
}

/// What a message means for its lead.
enum MessageKind: Int64 {
    case inbound = 0
    /// Ours; it answers what came before.
    case spoken = 1
    /// Ours, and it did not arrive.
    case failed = 2
    /// Ours, and it never was to arrive: taken back or blocked.
    case void = 3

    init(direction: Direction, status: DeliveryState?, sendState: SendState?) {
        guard direction == .outbound else {
            self = .inbound
            return
        }
        switch sendState {
        case .canceled, .blocked: self = .void
        case .rejected, .absent: self = .failed
        default:
            switch status {
            case .canceled: self = .void
            case .failed, .undelivered: self = .failed
            default: self = .spoken
            }
        }
    }
}

/// The columns of a lead that follow from its messages, and the rules by which they follow.
///
/// Positions are places in time (`Place`), 0 where there is none.
struct LeadRecord: Equatable {
    let id: Int64
    var flags: LeadFlags = []
    var unread: Int64 = 0
    var activity: Int64
    var lastMessage: Int64?
    /// Inbound messages up to here count as read.
    var readPosition: Int64 = 0
    var inPosition: Int64 = 0
    var outPosition: Int64 = 0
    var failedPosition: Int64 = 0
    /// The first inbound message that nothing of ours answers.
    var waitingPosition: Int64 = 0
    /// The message that last said whether we may write.
    var wordPosition: Int64 = 0
    var ourNumber: Int64?
    /// The conversation on that number.
    var ourConversation: Int64?

    /// Those who wait come first, the longest first; the others after them, the latest first.
    var waitingKey: Int64 { isWaiting ? waitingPosition : Int64.max - activity }

    /// Whether somebody should answer: an unanswered message alone does not wait where no answer may or can be sent,
    /// nor where a person is done with the lead or has put it off.
    var isWaiting: Bool { waitingPosition > 0 && flags.isDisjoint(with: Self.quieting) }

    private static let quieting: LeadFlags = [.stopped, .blocked, .unanswerable, .snoozed, .closed]

    /// Takes in a message that was not there before. `false` when the rest of the lead's messages have to be looked at.
    mutating func absorb(_ message: MessageRecord, number: Int64?) -> Bool {
        let (id, position, kind) = (message.id, message.position, message.kind)
        if kind != .void, lastMessage == nil || position >= activity {
            activity = position
            lastMessage = id
        }
        switch kind {
        case .inbound:
            if position > inPosition {
                inPosition = position
                setOurs(number, message.conversation)
            }
            if position > outPosition {
                waitingPosition = waitingPosition == 0 ? position : min(waitingPosition, position)
                if position > readPosition { unread += 1 }
            }
        case .spoken:
            if inPosition == 0, position > outPosition { setOurs(number, message.conversation) }
            let answersSome = waitingPosition > 0 && position > waitingPosition
            outPosition = max(outPosition, position)
            if answersSome, position < inPosition { return false }
            if answersSome { (waitingPosition, unread) = (0, 0) }
        case .failed:
            failedPosition = max(failedPosition, position)
        case .void: break
        }
        refreshFlags()
        return true
    }

    private mutating func setOurs(_ number: Int64?, _ conversation: Int64) {
        guard let number else { return }
        (ourNumber, ourConversation) = (number, conversation)
    }

    /// Sets the flags that follow from the other columns.
    mutating func refreshFlags() {
        flags.formIntersection(.independent)
        if !flags.isDisjoint(with: [.stopped, .blocked]) { flags.insert(.optedOut) }
        if unread > 0 { flags.insert(.unread) }
        if isWaiting { flags.insert(.waiting) }
        if failedPosition > outPosition { flags.insert(.failed) }
    }
}
