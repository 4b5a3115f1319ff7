internal import Messaging
internal import ServerStore
internal import Twilio
internal import TwilioAPI

/// Asks what became of texts of which no callback tells the end, and what they cost, which none tells.
extension Outbound {
    /// By this the rows call the work.
    static let checkKind = "check_status"

    /// What the runner of a node does for texts that have left.
    package var jobs: [JobKind] { [JobKind(Self.checkKind, attempts: 60) { try await check($0) }] }

    private func check(_ job: DueJob) async throws {
        guard let id = job.subject.map({ TenantMessageID($0) }) else { return try await finish(job) }
        let found = try await store.read(job.tenant) { t -> (message: TenantMessage, channel: ChannelRecord)? in
            guard let message = try t.messages.find(id), let talk = try t.conversations.find(message.conversation),
                let channel = try t.channels.find(talk.channelID)
            else { return nil }
            return (message, channel)
        }
        guard let found, let sid = found.message.externalID, !found.message.isSettled else {
            return try await finish(job)
        }
        let askedAt = store.surroundings.now()
        var resource: MessageResource?
        if pace.isWorthAsking(about: found.message, at: askedAt) {
            resource = try await ask(found.channel) { try await $0.message(sid: sid) }
            // Twilio has it no more.
            if resource == nil { return try await finish(job) }
        }
        try await store.write(job.tenant) { [pace, resource] t in
            if let resource { try t.messages.merge(ResourceReport(resource, askedAt: askedAt), into: sid) }
            guard let message = try t.messages.find(id), !message.isSettled,
                let next = pace.check(after: t.now, of: message)
            else { return try t.jobs.finish(job) }
            try t.jobs.retry(job, at: next)
        }
    }

    private func finish(_ job: DueJob) async throws { try await store.write(job.tenant) { try $0.jobs.finish(job) } }
}

extension TenantMessage {
    /// Whether nothing more is to be learnt of it.
    fileprivate var isSettled: Bool { price != nil && status?.isFinal ?? false }
}

extension SendPace {
    /// The next planned question about a text after `now`; `nil` behind the last.
    func check(after now: Instant, of message: TenantMessage) -> Instant? {
        checks.map { message.since + $0 }.first { $0 > now }
    }

    /// What has come to its end is asked about for its price alone, which takes a while.
    func isWorthAsking(about message: TenantMessage, at now: Instant) -> Bool {
        !(message.status?.isFinal ?? false) || now - message.since >= priceAfter
    }
}

extension TenantMessage {
    /// Since when it has been on its way, as far as we know.
    fileprivate var since: Instant { sentAt ?? max(createdAt, sendAt ?? createdAt) }
}
