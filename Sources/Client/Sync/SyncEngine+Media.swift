import LocalStore
import Messaging

/// Attachments: what somebody waits for stands in the store, whichever process asked for it.
extension SyncEngine {
    func addMedia(to agenda: inout Agenda) {
        do throws(SyncError) {
            let wish = try stored { try store.nextMediaWish() }
            if let wish, let moment = wish.nextTryAt {
                agenda.add(.media(wish), from: max(.at(moment), setbacks.due(.media)))
            }
        } catch {
            note(error, of: nil)
        }
    }

    private var hasOutboxWork: Bool {
        do throws(SyncError) {
            return try stored { try store.hasOutboxWork() }
        } catch {
            note(error, of: nil)
            return false
        }
    }

    /// Whether the store holds something that another process may have put there for the engine.
    var hasWork: Bool {
        if hasOutboxWork || hasWishes { return true }
        var agenda = Agenda()
        addMedia(to: &agenda)
        addListPrice(to: &agenda)
        if case .work = agenda.turn(now: now, networkFrom: .atOnce) { return true }
        return false
    }

    /// Fetches what is wished for.
    ///
    /// One that cannot be had is asked for again later and later, and is given up after a few tries, with a reason for
    /// the person. What fails here says nothing of the way to the remote: the files themselves lie elsewhere.
    func fulfil(_ wish: MediaWish) async throws(SyncError) {
        let begun = uptime
        do throws(SyncError) {
            switch wish.target {
            case .list(let message): try await fetchMediaList(of: message)
            case .content(let media): try await fetchMediaContent(media)
            }
        } catch {
            // A try that was cut off is none.
            if Task.isCancelled { throw error }
            if case .store = error { throw error }
            surroundings.log("attachment not fetched: \(error.logLine)")
            var wish = wish
            wish.tries += 1
            let isOver = !error.isTransient || wish.tries >= pace.setbackGaps.count
            wish.nextTryAt = isOver ? nil : now + pace.setbackGap(after: wish.tries)
            wish.failure = isOver ? error.mediaFailure : nil
            let tried = wish
            try stored { try store.record(tried, now: now) }
            if case .busy = error { throw error }
            noteWaste(.media, uptime - begun)
            // It was done, and is not well again.
            asked = nil
        }
    }

    private func fetchMediaList(of message: MessageID) async throws(SyncError) {
        guard let row = try stored({ try store.message(message) }), let sid = row.externalID else { throw .gone }
        let list = try await remote.mediaList(of: sid)
        noteAnswer()
        try stored { try store.recordMedia(message, list.map { ($0.externalID, $0.contentType) }, now: now) }
    }

    private func fetchMediaContent(_ media: MediaID) async throws(SyncError) {
        guard let mediaCache, let place = try stored({ try store.mediaPlace(media) }) else { throw .gone }
        let bytes = try await remote.mediaContent(place.media, of: place.message, limit: settings.mediaLimit)
        noteAnswer()
        let hash = try mediaCache.keep(bytes)
        try stored { try store.recordMediaContent(media, hash: hash, size: bytes.count, now: now) }
    }
}

extension SyncError {
    /// Why an attachment is not here, in words for the person.
    fileprivate var mediaFailure: String {
        switch self {
        case .gone: "it is not there any longer"
        case .unreachable: "the place where it lies cannot be reached"
        case .busy, .outOfOrder, .outcomeUnknown, .elsewhere: "the place where it lies does not give it out just now"
        case .credentials(let reason): reason
        case .rejected(_, let text): text ?? "it was refused without a reason"
        case .store, .ourFault: "it is too large, or the folder for it cannot be written to; the log tells more"
        }
    }
}
