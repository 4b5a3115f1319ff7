import LocalStore
import Messaging
import Sync

/// The attachments of one message, for a command that has no screen to fetch them behind.
///
/// Twilio is asked for what is not known yet, and for nothing else; the token is not looked at before that.
struct Attachments {
    let desk: Desk
    let store: InboxStore

    /// The message with the list of what is attached to it.
    func listed(_ row: MessageRow) throws(Complaint) -> MessageRow {
        guard row.mediaCount > row.media.count, let sid = row.externalID else { return row }
        let remote = try remote()
        return try complaining {
            let list = try waiting { try await remote.mediaList(of: sid) }
            try store.recordMedia(row.id, list.map { ($0.externalID, $0.contentType) }, now: WallClock.now())
            return try store.message(row.id) ?? row
        }
    }

    /// Saves attachments of a message, all of them or the one at `place`, counted from one, and returns their files.
    func save(
        _ row: MessageRow, place: Int?, into folder: String?
    ) throws(Complaint) -> [(media: MediaRow, path: String)] {
        let row = try listed(row)
        guard !row.media.isEmpty else { throw Complaint(.refused, "Message \(row.id) has no attachment.") }
        if let place, !row.media.indices.contains(place - 1) {
            throw Complaint(.refused, "Message \(row.id) has \(row.media.count) attachments, and no number \(place).")
        }
        let mediaDesk = MediaCabinet(
            desk: desk, opener: LinkOpener(environment: desk.environment), folder: folder)
        var saved: [(media: MediaRow, path: String)] = []
        for media in place.map({ [row.media[$0 - 1]] }) ?? row.media {
            let media = try fetched(media)
            guard let path = try mediaDesk.save(media) else {
                throw Complaint(.failure, "The attachment left the cache again before it was saved.")
            }
            saved.append((media, path))
        }
        return saved
    }

    /// The attachment with its content in the cache.
    private func fetched(_ media: MediaRow) throws(Complaint) -> MediaRow {
        let cache = MediaCache(folder: desk.mediaFolder)
        if let hash = media.contentHash, cache.path(of: hash) != nil { return media }
        guard let place = try complaining({ try store.mediaPlace(media.id) }) else {
            throw Complaint(
                .refused, "Twilio does not hold this attachment.",
                advice: media.url.map { "It lies at \($0)" } ?? "It cannot be fetched.")
        }
        let (remote, limit) = (try remote(), SyncSettings().mediaLimit)
        let bytes = try complaining {
            do {
                return try waiting { try await remote.mediaContent(place.media, of: place.message, limit: limit) }
            } catch let error as SyncError {
                throw Complaint(ofAttachment: error)
            }
        }
        return try complaining {
            let hash = try cache.keep(bytes)
            try store.recordMediaContent(media.id, hash: hash, size: bytes.count, now: WallClock.now())
            return try store.media(media.id) ?? media
        }
    }

    private func remote() throws(Complaint) -> any Remote {
        try EngineRoom(desk: desk, store: store).remote
    }
}
