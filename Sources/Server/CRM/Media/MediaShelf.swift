internal import FoundationEssentials
internal import Messaging
internal import Secrets
package import ServerStore
internal import Twilio
internal import TwilioAPI

/// The media of messages: fetched from Twilio once and kept, given to whoever may see them.
package struct MediaShelf: Sendable {
    /// By this the rows call the work.
    static let kind = "fetch_media"
    /// The largest file that is taken.
    package static let limit = 20 << 20

    let store: TenantStore
    let keys: LiveKeys
    let door: TwilioDoor
    let storage: MediaStorage

    /// A message's media may be listed a moment later than the message.
    private static let patience = 3

    package init(store: TenantStore, keys: LiveKeys, twilio: TwilioDoor, storage: MediaStorage) {
        (self.store, self.keys, door, self.storage) = (store, keys, twilio, storage)
    }

    package var jobs: [JobKind] { [JobKind(Self.kind, attempts: 20) { try await fetch($0) }] }

    private typealias Found = (message: TenantMessage, media: [MediaRecord], channel: ChannelRecord)

    /// Fetches what a message still lacks. Begun anew, it goes on where it was.
    private func fetch(_ job: DueJob) async throws {
        guard let found = try await find(job), let sid = found.message.externalID, SID.isMessage(sid) else {
            return try await store.write(job.tenant) { try $0.jobs.finish(job) }
        }
        let service = try door.service(of: found.channel, found.channel.credentials.accountSid, keys)
        let media = try await complete(found, sid, service, job)
        for medium in media where medium.state == .wanted {
            try await fetch(medium, of: sid, service, job)
        }
        try await store.write(job.tenant) { try $0.jobs.finish(job) }
    }

    private func find(_ job: DueJob) async throws -> Found? {
        try await store.read(job.tenant) { t in
            guard let id = job.subject, let message = try t.messages.find(TenantMessageID(id)),
                let talk = try t.conversations.find(message.conversation),
                let channel = try t.channels.find(talk.channelID)
            else { return nil }
            return (message, try t.messages.media(of: message.id), channel)
        }
    }

    /// The media of the message, with those that no webhook told of.
    private func complete(
        _ found: Found, _ sid: String, _ service: TwilioSMSService, _ job: DueJob
    ) async throws -> [MediaRecord] {
        let named = found.media.filter { $0.externalID != nil }
        guard named.count < found.message.mediaCount || named.count < found.media.count else { return found.media }
        let listed: [MediaItem]
        do {
            listed = try await door.ask { try await service.mediaList(of: sid) }
        } catch TwilioError.notFound {
            listed = []
        }
        if listed.isEmpty, named.isEmpty, job.attempts < Self.patience {
            throw JobDelay(after: nil, reason: "the media of a message are not listed yet")
        }
        return try await store.write(job.tenant) { t in
            for item in listed {
                let new = NewMedia(externalID: item.sid, url: "", contentType: item.contentType)
                try t.media.add(new, to: found.message.id)
            }
            // What has no SID cannot be fetched: no address that somebody wrote is asked with our secret.
            for medium in found.media where medium.externalID == nil { try t.media.gone(medium) }
            return try t.messages.media(of: found.message.id)
        }
    }

    private func fetch(
        _ medium: MediaRecord, of sid: String, _ service: TwilioSMSService, _ job: DueJob
    ) async throws {
        guard let name = medium.externalID, SID.isMedia(name) else {
            return try await store.write(job.tenant) { try $0.media.gone(medium) }
        }
        let draft = try storage.draft(limit: Self.limit)
        do {
            try await service.mediaContent(name, of: sid, into: draft)
        } catch {
            guard draft.isTooLarge || isFinal(error, job) else { throw error }
            return try await store.write(job.tenant) { try $0.media.gone(medium) }
        }
        if draft.isEmpty { throw JobDelay(after: nil, reason: "nothing came in place of the media") }
        let stored = try storage.keep(draft, for: job.tenant)
        let hash = Array(stored.hash.utf8)
        try await store.write(job.tenant) { t in
            try t.media.fetched(medium, type: stored.type, size: stored.size, hash: hash)
        }
    }

    /// Whether asking again would change nothing.
    private func isFinal(_ error: TwilioError, _ job: DueJob) -> Bool {
        switch error {
        case .notFound, .rejected: job.attempts >= Self.patience
        case .tryLater, .unknownOutcome, .credentials, .ourFault: false
        }
    }
}
