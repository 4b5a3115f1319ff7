internal import Messaging
internal import ServerStore

/// A text about to leave, with all that the request needs. Its attempt is written down.
struct Departure: Hashable, Sendable {
    let message: TenantMessage
    let recipient: PhoneNumber
    let lane: PhoneNumber
    let channel: ChannelRecord
    let attempt: Int
    let attemptedAt: Instant
}

/// What is to be done in a lane now.
struct SendTurn: Sendable {
    var departures: [Departure] = []
    /// A text to look for, which nobody else looks for meanwhile.
    var sought: OutgoingText?
    /// How long the lane rests afterwards.
    var rest: Duration = .zero

    /// More than so many requests of one node are never away from one number at once.
    static let atOnce = 10
    private static let lapsesAtOnce = 50

    /// Decides, in one transaction of the lane's tenant. What leaves is away when this is committed, whoever ends then.
    ///
    /// No more than `room` texts leave, and none is looked for where `mayLook` is false.
    init(
        _ lane: SendLane, _ pace: SendPace, room: Int = SendTurn.atOnce, mayLook: Bool = true, _ t: TenantTransaction
    ) throws {
        try t.outgoing.renew(lane, until: t.now + pace.lane)
        for text in try t.outgoing.due(lane.address, .away, limit: Self.lapsesAtOnce) {
            // Nobody wrote down how it ended: it may have left.
            let look = pace.look(after: t.now, attempt: text.attemptedAt ?? t.now) ?? t.now
            try t.outgoing.lost(text.message, attempt: text.attempts, lookAt: look)
        }
        if mayLook, let text = try t.outgoing.due(lane.address, .sought, limit: 1).first {
            // A look that ends with its node is made again.
            try t.outgoing.lookAgain(text.message, attempt: text.attempts, at: t.now + pace.attempt)
            sought = text
        }
        let gate = SenderGate(t: t)
        let mps = try gate.channel(of: lane.address)?.mps ?? 1
        let ready = try t.outgoing.ready(lane.address, limit: min(max(1, mps), room))
        for text in ready { try clear(text, gate, pace, t) }
        let segments = departures.reduce(0) { $0 + Segments($1.message.body).count }
        rest = departures.isEmpty ? .zero : pace.rest(segments: segments, mps: mps)
        // What is due and waits for another text, or for room, is not looked at again at once.
        if ready.isEmpty, sought == nil { rest = pace.pause }
    }

    private mutating func clear(
        _ text: OutgoingText, _ gate: SenderGate, _ pace: SendPace, _ t: TenantTransaction
    ) throws {
        guard let message = try t.messages.find(text.message) else { return }
        switch try gate.verdict(text, message, staleAfter: pace.staleAfter) {
        case .kept(let reason): try t.outgoing.keepBack(text.message, reason)
        case .leaves(let channel):
            guard let recipient = message.to.flatMap({ PhoneNumber(e164: $0) }),
                let lane = PhoneNumber(e164: text.lane)
            else { return try t.outgoing.keepBack(text.message, .noSender) }
            guard let attempt = try t.outgoing.depart(text.message, until: t.now + pace.attempt) else { return }
            departures.append(
                Departure(
                    message: message, recipient: recipient, lane: lane, channel: channel, attempt: attempt,
                    attemptedAt: t.now))
        }
    }
}
