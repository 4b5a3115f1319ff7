import LocalStore
import Messaging

extension SyncEngine {
    /// Asks once for the state of a message that is on its way, or for the price of one that arrived.
    func follow(_ watch: StatusWatch) async throws(SyncError) {
        let plan = StatusPlan(pace: pace)
        do throws(SyncError) {
            let message = try await readState(of: watch.sid)
            let looks = message.status.isFinal == watch.status.isFinal ? watch.looks + 1 : 0
            let next = plan.next(
                status: message.status, isPriced: message.price != nil,
                createdAt: message.createdAt ?? watch.createdAt, looks: looks, at: now)
            try record(watch, looks: looks, next: next)
        } catch {
            switch error {
            case .gone:
                noteAnswer()
                try record(watch, looks: watch.looks, next: nil)
            case .ourFault:
                // One message that cannot be read must not stop the others.
                surroundings.log("message skipped: \(error.logLine)")
                try record(watch, looks: watch.looks, next: now + .seconds(3600))
            default: throw error
            }
        }
    }

    /// Reads one message anew and stores what it says.
    func readState(of externalID: String) async throws(SyncError) -> RemoteMessage {
        let message = try await remote.message(externalID)
        noteAnswer()
        try commit([message], origin: .single)
        return message
    }

    private func record(_ watch: StatusWatch, looks: Int, next: Instant?) throws(SyncError) {
        try stored { try store.recordStatusLook(watch.messageID, looks: looks, nextLookAt: next, now: now) }
    }

    func addStatus(to agenda: inout Agenda) {
        do throws(SyncError) {
            if let watch = try nextStatus() { agenda.add(.status(watch), from: watch.nextLookAt) }
            if let moment = try stored({ try store.nextStatusMoment() }) { agenda.wake(at: moment) }
        } catch {
            note(error)
        }
    }

    /// The message whose state or price is to be asked for now.
    func nextStatus() throws(SyncError) -> StatusWatch? {
        while true {
            let due = try stored { try store.openStatuses(now: now, limit: 50) }
            let new = due.filter { $0.looks == 0 && $0.nextLookAt == $0.since }
            try plan(new)
            guard let next = due.first(where: { $0.looks > 0 || $0.nextLookAt != $0.since }) else {
                if new.isEmpty { return nil }
                continue
            }
            return next
        }
    }

    /// The store begins a watch with no moment of its own; this gives it the first one.
    private func plan(_ watches: [StatusWatch]) throws(SyncError) {
        let plan = StatusPlan(pace: pace)
        for watch in watches {
            let next = plan.next(
                status: watch.status, isPriced: watch.isPriced, createdAt: watch.createdAt, looks: 0, at: watch.since)
            try stored {
                try store.recordStatusLook(watch.messageID, looks: 0, nextLookAt: next, now: watch.since)
            }
        }
    }

    /// Fetches what is attached to a message that is being shown.
    func fetchMediaList(of message: MessageID) async throws(SyncError) {
        guard let row = try stored({ try store.message(message) }), let sid = row.externalID else {
            return wantedLists.removeAll { $0 == message }
        }
        do throws(SyncError) {
            let list = try await remote.mediaList(of: sid)
            noteAnswer()
            try stored { try store.recordMedia(message, list.map { ($0.externalID, $0.contentType) }, now: now) }
        } catch {
            guard !error.isTransient else { throw error }
            surroundings.log("media list skipped: \(error.logLine)")
        }
        wantedLists.removeAll { $0 == message }
    }

    /// Fetches one attachment into the cache.
    func fetchMediaContent(_ media: MediaID) async throws(SyncError) {
        guard let mediaCache, let place = try stored({ try store.mediaPlace(media) }) else {
            return wantedContents.removeAll { $0 == media }
        }
        do throws(SyncError) {
            let bytes = try await remote.mediaContent(place.sid, of: place.messageSID, limit: settings.mediaLimit)
            noteAnswer()
            let hash = try mediaCache.keep(bytes)
            try stored { try store.recordMediaContent(media, hash: hash, size: bytes.count, now: now) }
        } catch {
            guard !error.isTransient else { throw error }
            surroundings.log("media skipped: \(error.logLine)")
        }
        wantedContents.removeAll { $0 == media }
    }
}
