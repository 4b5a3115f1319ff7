import LocalStore
import Messaging

extension SyncEngine {
    /// Reads the next part of the present look for news, or begins one.
    func lookForNews() async throws(SyncError) {
        if !news.isLooking {
            guard try beginLook() else { return endLook() }
        }
        asked = .news(news.lookPart)
        do throws(SyncError) {
            let batch = try await news.look()
            if batch.isAnswer { noteAnswer() }
            let report = try commit(batch)
            if let more = try news.noteLook(report) { try commit(more) }
        } catch {
            // A part that cannot be read is put off; where it was the last one, the look is over.
            if !news.isLooking { endLook() }
            throw error
        }
        guard !news.isLooking else { return }
        endLook()
        isCatchingUp = false
        // What could not be read may show a text of ours yet.
        if news.retryDue == nil { try stored { try store.forgetSettled(now: now) } }
    }

    private func beginLook() throws(SyncError) -> Bool {
        // The machine slept, or the process stood still.
        if case .made(let last) = look, now - last > pace.catchUpAfter {
            isCatchingUp = true
            publish()
        }
        return try news.beginLook()
    }

    func endLook() {
        look = .made(at: now)
        passed.isUpToDate = news.retryDue == nil
    }

    /// Reads one more part of history.
    ///
    /// When something else is to be looked at first this ends without it, while it goes on coming.
    func readHistory() async throws(SyncError) {
        try await news.askForHistory { [weak self] in await self?.wake() }
        if !news.hasHistory { await rest(until: nextDeparture) }
        guard !Task.isCancelled else { return }
        let batch: NewsBatch?
        do throws(SyncError) {
            batch = try news.takeHistory()
        } catch {
            // Who was waited for answers no more: a look tells whether anybody does.
            if isFollowing { (asked, look) = (nil, .wanted) }
            throw error
        }
        guard let batch else { return }
        if batch.isAnswer { noteAnswer() }
        try commit(batch)
        news.noteHistoryStored()
    }

    /// Whether the remote tells by itself what is new. What the store cannot say is asked for as ever.
    var isFollowing: Bool { (try? news.isFollowing()) ?? false }

    /// Reads the newest of one lead's conversation.
    func guardReply(to lead: LeadID) async throws(SyncError) {
        guard let row = try stored({ try store.lead(lead) }) else { return guards.done(lead) }
        do throws(SyncError) {
            var part = 0
            while let batch = try await news.conversation(of: row, part: part) {
                noteAnswer()
                try commit(batch)
                part += 1
            }
        } catch {
            switch error {
            // A look that cannot succeed must not hold the reply up.
            case .gone, .rejected, .ourFault: guards.done(lead)
            // Whatever keeps the look from being made keeps the reply as well.
            case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .credentials, .elsewhere, .store: break
            }
            throw error
        }
        guards.done(lead)
    }

    /// Stores what a source brought, with its place in the same transaction.
    @discardableResult
    func commit(_ news: NewsBatch) throws(SyncError) -> CommitReport {
        if let served = news.served {
            let report = try stored { try store.commit(served, now: now) }
            tally.inserted += report.inserted
            tally.changed += report.changed
            return report
        }
        let known = if let display = news.display { display } else { try display(of: news.messages) }
        let batch = Batch(
            messages: news.messages, strays: news.strays, cursor: news.cursor, origin: news.origin, readAt: remoteNow,
            askedAt: news.askedAt, display: known)
        let report = try stored { try store.commit(batch, now: now) }
        tally.inserted += report.inserted
        tally.changed += report.changed
        return report
    }

    /// How the addresses of new leads are written. A lead keeps the form it was made with, and the library that makes
    /// it is slow and large.
    private func display(of messages: [RemoteMessage]) throws(SyncError) -> [PeerAddress: String] {
        try Self.display(messages, store, surroundings)
    }

    static func display(
        _ messages: [RemoteMessage], _ store: InboxStore, _ surroundings: SyncSurroundings
    ) throws(SyncError) -> [PeerAddress: String] {
        let strangers = try storing { try store.strangers(among: Set(messages.map(\.peer))) }
        return strangers.isEmpty ? [:] : surroundings.display(strangers)
    }

    /// The present moment by the remote's clock.
    var remoteNow: Instant { remote.time ?? now }
}
