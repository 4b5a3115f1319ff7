internal import Messaging
internal import Secrets
package import ServerStore
internal import Twilio
internal import TwilioAPI

/// What of news that came in has to be asked for at Twilio afterwards: when a keyword was said, and whose a number is.
package struct Inbound: Sendable {
    /// By these the rows call the work.
    static let dateKind = "date_message"
    static let routeKind = "route_event"

    let store: TenantStore
    let keys: LiveKeys
    let door: TwilioDoor

    package init(store: TenantStore, keys: LiveKeys, twilio: TwilioDoor) {
        (self.store, self.keys, door) = (store, keys, twilio)
    }

    package var jobs: [JobKind] {
        [
            JobKind(Self.dateKind, attempts: 20) { try await date($0) },
            JobKind(Self.routeKind, attempts: 20) { try await route($0) },
        ]
    }

    /// Finds out when a keyword was said. A message that Twilio has no more counts as said when it came.
    private func date(_ job: DueJob) async throws {
        let found = try await store.read(job.tenant) { t -> (message: TenantMessage, channel: ChannelRecord)? in
            guard let id = job.subject, let message = try t.messages.find(TenantMessageID(id)),
                let conversation = try t.conversations.find(message.conversation),
                let channel = try t.channels.find(conversation.channelID)
            else { return nil }
            return (message, channel)
        }
        guard let found, let sid = found.message.externalID else { return try await finish(job) }
        let askedAt = store.surroundings.now()
        let resource = try await ask(found.channel) { service -> MessageResource? in
            do { return try await service.message(sid: sid) } catch TwilioError.notFound { return nil }
        }
        let moment = resource?.dateSent ?? resource?.dateCreated ?? found.message.createdAt
        try await store.write(job.tenant) { t in
            try t.optOuts.date(sid, at: moment)
            if let resource { try t.messages.merge(ResourceReport(resource, askedAt: askedAt), into: sid) }
            try t.jobs.finish(job)
        }
    }

    /// Looks a number up that no channel named, and gives it to a channel of its account where Twilio says that the account
    /// owns it: to the one whose service has it in its pool, else to the first.
    private func route(_ job: DueJob) async throws {
        let found = try await store.read(job.tenant) { t -> (event: WebhookEvent, channels: [ChannelRecord])? in
            guard let id = job.subject, let event = try t.events.find(WebhookEventID(id)) else { return nil }
            let holders = Set(try t.senders.all().filter { $0.accountSid == event.accountSID }.map(\.channel))
            return (event, try t.channels.sealed().filter { holders.contains($0.id) })
        }
        guard let found, found.event.verdict == .unrouted, let first = found.channels.first else {
            return try await finish(job)
        }
        let (account, address) = (found.event.accountSID, PeerAddress(carrier: found.event.ourAddress).text)
        let holder = try await pooled(address, found.channels)
        let channel = holder ?? first
        let isOwned = try await ask(channel) { try await $0.incomingNumber(address) != nil }
        try await store.write(job.tenant) { t in
            if isOwned, case .claimed = try t.senders.claim(address, of: account, for: channel.id) {
                try t.jobs.put(ListPoller.kind, about: channel.id.value, at: t.now + ListPoller.often)
                try t.events.route(found.event.ourAddress, of: account, to: channel.id)
            }
            try t.jobs.finish(job)
        }
    }

    private func pooled(_ address: String, _ channels: [ChannelRecord]) async throws -> ChannelRecord? {
        for channel in channels {
            guard let service = channel.messagingServiceSID else { continue }
            let pool = try await ask(channel) { try await $0.numbers(ofService: service) }
            if pool.contains(where: { $0.phoneNumber == address }) { return channel }
        }
        return nil
    }

    private func ask<Answer: Sendable>(
        _ channel: ChannelRecord, _ question: @escaping @Sendable (TwilioSMSService) async throws -> Answer
    ) async throws -> Answer {
        let service = try door.service(of: channel, channel.credentials.accountSid, keys)
        return try await door.ask { try await question(service) }
    }

    private func finish(_ job: DueJob) async throws { try await store.write(job.tenant) { try $0.jobs.finish(job) } }
}
