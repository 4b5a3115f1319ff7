package import LocalStore
package import Messaging
package import Twilio
import TwilioAPI

/// An account at Twilio itself as a remote: direct mode.
package struct TwilioRemote: Remote, ListPages {
    private let service: TwilioSMSService
    private let lists: TwilioLists.Settings
    /// Who sends where a row of the outbox leaves it open: the profile's messaging service, or its first number.
    private let sender: SendForm.Sender?
    private let now: @Sendable () -> Instant

    /// `numbers` are the profile's own; without any, no list is read.
    package init(service: TwilioSMSService, numbers: [PhoneNumber] = [], now: @escaping @Sendable () -> Instant) {
        (self.service, self.now) = (service, now)
        sender = service.sender
        var lists = TwilioLists.Settings(numbers: numbers)
        if case .service(let sid)? = service.sender { lists.service = sid }
        self.lists = lists
    }

    package var time: Instant? { service.serverNow }
    package var sureTime: Instant? { service.sureServerNow }

    package func news(for reader: NewsReader) -> sending any NewsSource {
        TwilioLists(pages: self, settings: lists, reader: reader)
    }

    /// Twilio keeps no key of ours: whatever is handed over twice is sent twice.
    package func mayRepeat(_ entry: OutboxEntry) -> Bool { false }

    package func page(_ request: PageRequest) async throws(SyncError) -> RemotePage {
        let page: MessagePage
        switch request {
        case .newest(let to, let from, let size):
            do throws(TwilioError) {
                page = try await service.page(ListQuery(to: to, from: from, pageSize: size))
            } catch .notFound {
                // A list that nobody has written to yet is empty; none at all means another account or address.
                throw .credentials(reason: Self.unknownAccount)
            } catch {
                throw SyncError(error)
            }
        case .next(let address):
            do throws(TwilioError) {
                page = try await service.page(at: address)
            } catch .rejected, .notFound {
                throw .gone
            } catch {
                throw SyncError(error)
            }
        }
        return RemotePage(
            messages: page.messages.map(RemoteMessage.init), nextPage: page.nextPageURI,
            hasUnreadable: page.skippedRows > 0)
    }

    package func numbers(ofService service: String) async throws(SyncError) -> [PhoneNumber] {
        let pool = try await asking { () async throws(TwilioError) in
            try await self.service.numbers(ofService: service)
        }
        return pool.compactMap { PhoneNumber(e164: $0.phoneNumber) }
    }

    package func message(_ externalID: String) async throws(SyncError) -> RemoteMessage {
        RemoteMessage(
            try await asking { () async throws(TwilioError) in try await service.message(sid: externalID) })
    }

    package func send(_ entry: OutboxEntry, to place: ServedPlace?) async throws(SyncError) -> HandedOver {
        let form = SendForm(
            to: entry.to.e164, sender: try sender(of: entry), body: entry.body, mediaURLs: entry.mediaURLs,
            sendAt: entry.sendAt)
        if let problem = form.problem(now: now()) { throw .rejected(code: nil, text: problem.description) }
        return .taken(
            RemoteMessage(try await asking { () async throws(TwilioError) in try await service.send(form) }))
    }

    /// Who sends this row: whom it names. One that is for a service which the settings no longer name stays here.
    private func sender(of entry: OutboxEntry) throws(SyncError) -> SendForm.Sender {
        if let number = entry.sender { return .number(number) }
        guard let sender else { throw .credentials(reason: TwilioAccess.notConfigured) }
        if let service = entry.service, sender != .service(sid: service) {
            throw .rejected(code: nil, text: Self.otherService)
        }
        return sender
    }

    private static let otherService =
        "It was written for a messaging service that the settings no longer name. Send it again to use the present sender."

    package func listPrice(to region: String) async throws(SyncError) -> Price? {
        try await asking { () async throws(TwilioError) in try await service.pricing(country: region) }.usualOutbound
    }

    package func mediaList(of externalID: String) async throws(SyncError) -> [RemoteMedia] {
        let list = try await asking { () async throws(TwilioError) in try await service.mediaList(of: externalID) }
        return list.map { RemoteMedia(externalID: $0.sid, contentType: $0.contentType) }
    }

    package func mediaContent(
        _ media: String, of externalID: String, limit: Int
    ) async throws(SyncError) -> [UInt8] {
        try await asking { () async throws(TwilioError) in
            try await service.mediaContent(media, of: externalID, limit: limit)
        }.bytes
    }

    private static let unknownAccount =
        "There is no such account at this address. Check the account SID, region and api_url."

    private func asking<T>(_ call: () async throws(TwilioError) -> T) async throws(SyncError) -> T {
        do {
            return try await call()
        } catch {
            throw SyncError(error)
        }
    }
}

extension SyncError {
    /// What Twilio's refusals mean to the engine.
    init(_ error: TwilioError) {
        switch error {
        case .tryLater(let after, .tooMany, let detail): self = .busy(after: after, detail: detail)
        case .tryLater(let after, .outOfOrder, let detail): self = .outOfOrder(after: after, detail: detail)
        case .tryLater(_, .noConnection, let detail), .tryLater(_, .noAnswer, let detail):
            self = .unreachable(detail: detail)
        case .unknownOutcome(let detail): self = .outcomeUnknown(detail: detail)
        case .credentials(let reason): self = .credentials(reason: reason)
        case .rejected(let code, let message, _): self = .rejected(code: code, text: message)
        case .notFound: self = .gone
        case .ourFault(let detail): self = .ourFault(detail: detail)
        }
    }
}

extension RemoteMessage {
    /// A message of Twilio's in our words: our side and the lead's side in place of sender and recipient.
    init(_ message: MessageResource) {
        let (ours, peer) =
            message.direction == .inbound ? (message.to, message.from) : (message.from, message.to)
        self.init(
            externalID: message.sid, direction: message.direction, isFromAPI: message.isFromAPI,
            service: message.messagingServiceSID,
            ourNumber: ours.flatMap(PhoneNumber.init(e164:)), peer: peer.map(PeerAddress.init(carrier:)) ?? .untold,
            body: message.body, status: message.status, errorCode: message.errorCode,
            errorText: message.errorMessage, segments: message.numSegments.flatMap { $0 > 0 ? $0 : nil },
            mediaCount: message.numMedia, price: message.price, createdAt: message.dateCreated,
            updatedAt: message.dateUpdated, sentAt: message.dateSent)
        isBodyTold = message.isBodyTold
    }
}
