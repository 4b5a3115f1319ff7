import Messaging

/// A reply that is being held, or is about to be.
struct HeldReply: Hashable, Sendable {
    let token: Int
    /// Known once the store has it.
    fileprivate(set) var id: MessageID?
    let lead: LeadID
    let seenUpTo: MessageID?
    /// The text, to be the draft again should the store not take it.
    let draft: Draft?
    /// When it was handed over, by the wall's clock.
    let writtenAt: Instant
    /// Until when it is certainly still here, by the time that has passed.
    fileprivate(set) var until: Duration
    /// Whether the person wanted it back before the store had answered.
    fileprivate(set) var isWantedBack = false
    /// Whether the person wanted it to leave at once before the store had answered.
    fileprivate(set) var isWantedNow = false
    /// Whether the store could not take it yet.
    fileprivate(set) var isDelayed = false
    /// Whether the window that would show its row is not here yet.
    fileprivate var isUnseen = true
    /// From which window on its row is shown, once the store has it.
    fileprivate var isShownFrom: Int?
    /// Whether it was kept back while a person was asked about quitting; it then leaves only when it is released.
    fileprivate(set) var isKept = false

    init(
        token: Int, id: MessageID? = nil, lead: LeadID, seenUpTo: MessageID?, draft: Draft?, until: Duration,
        writtenAt: Instant
    ) {
        (self.token, self.id, self.lead, self.seenUpTo) = (token, id, lead, seenUpTo)
        (self.draft, self.until, self.writtenAt) = (draft, until, writtenAt)
    }

    /// Whether it has not left as far as is known. One that the store has not answered for is only on its way there.
    func isHere(at elapsed: Duration) -> Bool { isKept || id == nil || until > elapsed }

    /// Whether no window shows it as a message: it is being written down, or was so a moment ago.
    var isUnwritten: Bool { draft != nil && (id == nil || isShownFrom != nil && isUnseen) }
}

/// A text of ours that has not left, and can be taken back or sent at once.
enum UnsentText: Hashable, Sendable {
    /// On its way into the store.
    case handedOver(token: Int)
    case stored(MessageID)

    init(_ reply: HeldReply) { self = reply.id.map(UnsentText.stored) ?? .handedOver(token: reply.token) }
}

/// The replies of this session from Enter until they may have left.
struct Outgoing: Sendable {
    private(set) var replies: [HeldReply] = []
    /// Messages about which the person was asked.
    private var asked: Set<MessageID> = []
    /// Messages that a person has decided about here, and when: the store will tell of it.
    private var decided: [MessageID: Duration] = [:]
    /// Leads that were marked as done with the reply that was sent to them, and the names of those steps.
    private var closed: [LeadID: Int] = [:]

    /// How long a reply is remembered that may have left.
    private static let memory = Duration.seconds(60)

    mutating func add(_ reply: HeldReply, at elapsed: Duration) {
        replies.removeAll { !$0.isKept && $0.id != nil && $0.until < elapsed - Self.memory }
        replies.append(reply)
    }

    func reply(token: Int) -> HeldReply? { replies.first { $0.token == token } }

    func reply(_ id: MessageID) -> HeldReply? { replies.first { $0.id == id } }

    /// What is still here and not wanted back, in the order in which it was written.
    func here(at elapsed: Duration) -> [HeldReply] {
        replies.filter { $0.isHere(at: elapsed) && !$0.isWantedBack }
    }

    /// The store has the reply, and windows that are asked for from `window` on show it. Returns it as it is then.
    mutating func committed(_ id: MessageID, token: Int, until: Duration, window: Int) -> HeldReply? {
        guard let index = replies.firstIndex(where: { $0.token == token }) else { return nil }
        (replies[index].id, replies[index].until, replies[index].isShownFrom) = (id, until, window)
        return replies[index]
    }

    /// The store could not take it yet. False where that is known, or the reply is not.
    mutating func delay(token: Int) -> Bool {
        guard let reply = reply(token: token), !reply.isDelayed else { return false }
        change(token) { $0.isDelayed = true }
        return true
    }

    // MARK: Being written down

    /// What was handed over for a lead and no window shows yet, in the order in which it was written.
    func unwritten(to lead: LeadID) -> [HeldReply] { replies.filter { $0.lead == lead && $0.isUnwritten } }

    /// Whether anything to the lead is not in the store as far as is known.
    func isWriting(to lead: LeadID) -> Bool { replies.contains { $0.lead == lead && $0.id == nil } }

    /// A window of the lead has come that was asked for with this token.
    mutating func shown(in window: Int, of lead: LeadID) {
        for index in replies.indices where replies[index].lead == lead {
            guard let from = replies[index].isShownFrom, window > from else { continue }
            replies[index].isUnseen = false
        }
    }

    mutating func remove(token: Int) -> HeldReply? {
        replies.firstIndex { $0.token == token }.map { replies.remove(at: $0) }
    }

    @discardableResult
    mutating func remove(_ id: MessageID) -> HeldReply? {
        replies.firstIndex { $0.id == id }.map { replies.remove(at: $0) }
    }

    /// The person wants it back, or to leave at once, as soon as the store has answered.
    mutating func wantBack(token: Int) { change(token) { $0.isWantedBack = true } }
    mutating func wantNow(token: Int) { change(token) { $0.isWantedNow = true } }

    private mutating func change(_ token: Int, _ body: (inout HeldReply) -> Void) {
        if let index = replies.firstIndex(where: { $0.token == token }) { body(&replies[index]) }
    }

    // MARK: Kept back for the question about quitting

    /// Keeps back what is here. Returns what the store knows of it.
    mutating func keep(at elapsed: Duration) -> [MessageID] {
        for index in replies.indices where replies[index].isHere(at: elapsed) && !replies[index].isWantedBack {
            replies[index].isKept = true
        }
        return replies.filter(\.isKept).compactMap(\.id)
    }

    /// Keeps nothing back any more: what the store knows is held until then, and what it has not answered for yet keeps
    /// the window it was given. Returns the former.
    mutating func giveKept(until: Duration) -> [HeldReply] {
        var given: [HeldReply] = []
        for index in replies.indices where replies[index].isKept {
            replies[index].isKept = false
            guard replies[index].id != nil else { continue }
            replies[index].until = until
            given.append(replies[index])
        }
        return given
    }

    // MARK: Questions and done leads

    /// Notes that the person is asked about a message. False where that was so already.
    mutating func ask(about id: MessageID) -> Bool { asked.insert(id).inserted }

    mutating func answered(about id: MessageID) { asked.remove(id) }

    mutating func decide(_ id: MessageID, at elapsed: Duration) { decided[id] = elapsed }

    /// Whether what the store tells of the message was decided here, and lately; once.
    mutating func takeDecision(_ id: MessageID, at elapsed: Duration) -> Bool {
        guard let moment = decided.removeValue(forKey: id) else { return false }
        return elapsed - moment < Self.decisionLife
    }

    /// How long the store may take to tell.
    private static let decisionLife = Duration.seconds(10)

    /// The lead was marked as done with what was sent to it, by this step.
    mutating func close(_ lead: LeadID, by step: Int?) { closed[lead] = step }

    /// The step by which the lead was marked as done with what was sent to it, once.
    mutating func takeClosing(of lead: LeadID) -> Int? { closed.removeValue(forKey: lead) }
}
