internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// What follows from a look for texts that may have left, in the transaction of their tenant.
struct SendFindings {
    let found: SendSearch.Found
    let askedAt: Instant
    let pace: SendPace

    /// Ties rows to texts as the judgement in direct mode does, and plans the next look for the text that was looked for;
    /// after the last one that was complete and found nothing like it, it did not leave.
    func conclude(_ text: OutgoingText, _ t: TenantTransaction) throws {
        let texts = try t.outgoing.attempted(text.lane, limit: 200)
        let attempts = try texts.compactMap { try attempt($0, t) }
        let rows = try found.rows.filter { try t.messages.find(externalID: $0.resource.sid) == nil }
        let judgement = Judgement(
            attempts.map { $0.attempt }, rows.map { $0.resource.listed(for: $0.listedFor) },
            isOpen: { attempts[$0].text.stage == .sought })
        for tie in judgement.ties {
            let resource = rows[tie.row].resource
            let id = attempts[tie.attempt].text.message
            try t.outgoing.submitted(id, as: resource.sid, ResourceReport(resource, askedAt: askedAt))
            try t.jobs.put(Outbound.checkKind, about: id.value, at: t.now + (pace.checks.first ?? .zero))
        }
        // It may have been settled meanwhile, by this look or otherwise.
        guard let left = try t.outgoing.find(text.message), left.stage == .sought, left.attempts == text.attempts else {
            return
        }
        let isDoubtful = judgement.candidates.contains { attempts[$0.attempt].text.message == text.message }
        try plan(text, isDoubtful: isDoubtful, t)
    }

    private func plan(_ text: OutgoingText, isDoubtful: Bool, _ t: TenantTransaction) throws {
        let attemptedAt = text.attemptedAt ?? t.now
        if let next = pace.look(after: t.now, attempt: attemptedAt) {
            return try t.outgoing.lookAgain(text.message, attempt: text.attempts, at: next)
        }
        guard found.isComplete else {
            return try t.outgoing.lookAgain(
                text.message, attempt: text.attempts, at: t.now + (pace.looks.last ?? .seconds(600)))
        }
        // Only a person can tell whether it is what looks like it; a callback may as well.
        if isDoubtful { return try t.outgoing.lookAgain(text.message, attempt: text.attempts, at: nil) }
        try t.outgoing.absent(text.message, attempt: text.attempts)
    }

    private func attempt(_ text: OutgoingText, _ t: TenantTransaction) throws -> (
        text: OutgoingText, attempt: SendAttempt
    )? {
        guard let message = try t.messages.find(text.message), let sender = PhoneNumber(e164: text.lane),
            let attempt = text.attempt(message, from: sender, clockOffset: found.clockOffset)
        else { return nil }
        return (text, attempt)
    }
}

extension OutgoingText {
    /// The attempt as it is to be recognised in a list, by Twilio's clock.
    func attempt(_ message: TenantMessage, from sender: PhoneNumber, clockOffset: Duration) -> SendAttempt? {
        guard let recipient = message.to.flatMap({ PhoneNumber(e164: $0) }), let attemptedAt else { return nil }
        let lifetime = gaveUpAt.map { $0 - attemptedAt } ?? SendAttempt.timeout
        return SendAttempt(
            to: recipient, from: .number(sender), body: message.body, mediaCount: message.mediaCount,
            at: attemptedAt + clockOffset, lifetime: lifetime)
    }
}
