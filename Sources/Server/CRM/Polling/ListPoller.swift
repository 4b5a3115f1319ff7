internal import Messaging
internal import Secrets
package import ServerStore
internal import Twilio
internal import TwilioAPI

/// Looks into Twilio's lists for what no webhook told of. A webhook that failed does not come again, so whoever wants every
/// text has to look as well.
///
/// A channel is looked after by one job, so by one node at a time. Where no webhook was seen to arrive the lists are all
/// there is, and are read often; elsewhere they are the net below.
package struct ListPoller: Sendable {
    /// By this the rows call the work, and a step of the schema.
    static let kind = "poll_channel"

    let store: TenantStore
    let keys: LiveKeys
    let door: TwilioDoor

    static let often = Duration.seconds(15)
    private static let rarely = Duration.seconds(600)
    /// How long a row is left to its webhook, which says more than a list does.
    private static let patience = Duration.seconds(60)
    /// So many pages are read in the time for which a job is lent.
    private static let pages = 8

    package init(store: TenantStore, keys: LiveKeys, twilio: TwilioDoor) {
        (self.store, self.keys, door) = (store, keys, twilio)
    }

    package var jobs: [JobKind] { [JobKind(Self.kind, attempts: .max) { try await poll($0) }] }

    /// Has all channels looked after at once where no node was there for a while: nobody kept what came meanwhile.
    package func catchUp(after silence: Duration) async throws {
        try await store.writeServer { server in
            guard let last = try server.nodes.lastHeartbeat(), server.now - last > silence else { return }
            try server.due.hasten(Self.kind)
        }
    }

    private func poll(_ job: DueJob) async throws {
        let found = try await store.read(job.tenant) { t -> (channel: ChannelRecord, routes: [SenderRoute])? in
            guard let channel = try job.subject.flatMap({ try t.channels.find(ChannelID($0)) }) else { return nil }
            return (channel, try t.senders.held(by: channel.id).filter { !SID.isService($0.address) })
        }
        guard let found, let first = found.routes.first else {
            return try await store.write(job.tenant) { try $0.jobs.finish(job) }
        }
        let service = try door.service(of: found.channel, first.accountSid, keys)
        var seen = Reading()
        for list in PolledList.all(of: found.routes) {
            let reading = try await read(list, found.channel, service, job.tenant)
            seen = Reading(
                missed: seen.missed || reading.missed, isUnfinished: seen.isUnfinished || reading.isUnfinished)
        }
        try await store.write(job.tenant) { [seen] t in
            guard let channel = try t.channels.find(found.channel.id) else { return try t.jobs.finish(job) }
            var isTold = channel.webhookSeenAt != nil
            if isTold, seen.missed {
                let status = channel.status == .connected ? [ChannelChange.status(.active)] : []
                _ = try t.channels.change(channel.id, [.webhookMissed] + status)
                isTold = false
            }
            let pause = seen.isUnfinished ? .seconds(1) : isTold ? Self.rarely : Self.often
            try t.jobs.rest(job, until: t.now + pause)
        }
    }

    /// What a list had to tell.
    private struct Reading {
        /// Whether something was there that a webhook should have told of.
        var missed = false
        /// Whether there is more to read; what is new waits for that.
        var isUnfinished = false
    }

    /// Reads a list down to what is known, or as many pages as are read at once.
    private func read(
        _ list: PolledList, _ channel: ChannelRecord, _ service: TwilioSMSService, _ tenant: TenantID
    ) async throws -> Reading {
        let isTold = channel.webhookSeenAt != nil
        let poll = try await store.read(tenant) { try $0.polls.find(list.name) }
        var (walk, missed) = (ListWalk?.none, false)
        for _ in 0..<Self.pages {
            let askedAt = store.surroundings.now()
            let ahead = service.serverClockOffset ?? .zero
            let current = walk ?? ListWalk(poll, of: list.name, since: list.claimedAt + ahead)
            let page = try await page(of: list, current, service)
            // A list that leads back to where it was has no end.
            guard let page, page.nextPageURI == nil || page.nextPageURI != current.poll.nextPage else {
                try await store.write(tenant) { try $0.polls.save(current.restarted.poll) }
                throw JobDelay(after: nil, reason: "a page of a list is gone")
            }
            // The first answer of all tells how Twilio's clock goes.
            let offset = service.serverClockOffset ?? .zero
            let began = walk ?? ListWalk(poll, of: list.name, since: list.claimedAt + offset)
            let next = began.behind(page, at: askedAt + offset)
            let limit = askedAt + offset - Self.patience
            let rows = began.rows(of: page).filter { row in
                row.direction == .outbound || !isTold || (row.moment ?? limit) <= limit
            }
            missed = try await take(rows, list, channel.id, askedAt, next.poll, tenant) || missed
            if next.poll.nextPage == nil { return Reading(missed: missed && isTold) }
            walk = next
        }
        return Reading(missed: missed && isTold, isUnfinished: true)
    }

    /// `nil` where the page is not to be had any more.
    private func page(
        of list: PolledList, _ walk: ListWalk, _ service: TwilioSMSService
    ) async throws -> MessagePage? {
        guard let uri = walk.poll.nextPage else {
            let now = store.surroundings.now() + (service.serverClockOffset ?? .zero)
            return try await door.ask { try await service.page(list.query(size: walk.pageSize(at: now))) }
        }
        do {
            return try await door.ask { try await service.page(at: uri) }
        } catch TwilioError.notFound {
            return nil
        } catch TwilioError.rejected {
            return nil
        } catch TwilioError.ourFault {
            // It makes no sense, or lies in an account that the channel has left.
            return nil
        }
    }

    /// Takes rows in as webhooks are, some at a time, and notes where the walk is with the last of them; whether a text was
    /// there that was not here.
    private func take(
        _ rows: [MessageResource], _ list: PolledList, _ channel: ChannelID, _ askedAt: Instant, _ poll: ListPoll,
        _ tenant: TenantID
    ) async throws -> Bool {
        var missed = false
        for start in stride(from: 0, to: max(rows.count, 1), by: Self.atOnce) {
            let (end, isLast) = (min(start + Self.atOnce, rows.count), start + Self.atOnce >= rows.count)
            // Those that came first get their places first.
            let part = Array(rows[start..<end].reversed())
            let found = try await store.write(tenant) { t in
                try t.events.holdEffects()
                let effects = ListEffects(t: t, channel: channel, addresses: list.addresses, askedAt: askedAt)
                let news = try part.filter { try effects.take($0) }
                if isLast { try t.polls.save(poll) }
                return !news.isEmpty
            }
            missed = missed || found
        }
        return missed
    }

    private static let atOnce = 64
}
