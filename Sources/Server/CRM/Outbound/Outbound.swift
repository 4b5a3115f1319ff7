package import Messaging
internal import Secrets
internal import ServerStore
internal import Twilio
internal import TwilioAPI

/// What the outbound half asks of Twilio: to take a text, what became of one, and whether one is there.
package struct Outbound: Sendable {
    let store: TenantStore
    let pace: SendPace
    private let keys: LiveKeys
    private let door: TwilioDoor
    private let publicBase: String?

    /// Asks with what the channels ask with.
    package init(_ channels: Channels, pace: SendPace = SendPace()) {
        (store, keys, door, self.pace) = (channels.store, channels.keys, channels.door, pace)
        publicBase = channels.publicBases.first
    }

    /// Hands a text to Twilio, once. The request is waited for whatever happens to the caller: cutting it off would only make
    /// its outcome unknown.
    ///
    /// `begun` is the time that had passed before the attempt was written down. Where much has passed since, this process was
    /// stopped, and the text may be looked for by others and said not to have left: it does not leave any more.
    func send(_ departure: Departure, begun: Uptime) async -> SendOutcome {
        guard store.surroundings.uptime() - begun < pace.attempt / 2 else { return .unknown }
        let service: TwilioSMSService
        do {
            service = try self.service(of: departure.channel)
        } catch let error as TwilioError {
            return SendOutcome(error, pace)
        } catch {
            return .later(
                after: pace.refusedRetry, rest: pace.refusedRetry, code: nil, text: TwilioAccess.notConfigured)
        }
        let form = form(departure)
        let outcome = await Task { () async -> SendOutcome in
            do throws(TwilioError) {
                return SendOutcome.submitted(try await service.send(form))
            } catch {
                return SendOutcome(error, pace)
            }
        }.value
        guard case .submitted(let resource) = outcome, !departure.isAnswered(by: resource) else { return outcome }
        // An answer that tells of another text, mixed up on its way, says nothing of this one.
        return .unknown
    }

    private func form(_ departure: Departure) -> SendForm {
        SendForm(
            to: departure.recipient.e164, sender: .number(departure.lane), body: departure.message.body,
            statusCallback: publicBase.map { $0 + Channels.statusPath + "?intent=\(departure.message.id)" })
    }

    /// Looks for a text that may have left, and writes down what follows.
    func seek(_ text: OutgoingText, in tenant: TenantID) async throws {
        let found = try await store.read(tenant) { t -> (message: TenantMessage, channel: ChannelRecord)? in
            guard let message = try t.messages.find(text.message),
                let talk = try t.conversations.find(text.conversation),
                let channel = try t.channels.find(talk.channelID)
            else { return nil }
            return (message, channel)
        }
        let askedAt = store.surroundings.now()
        guard let found, let lane = PhoneNumber(e164: text.lane),
            let attempt = text.attempt(found.message, from: lane, clockOffset: .zero)
        else { return try await putOff(text, in: tenant) }
        do {
            let search = SendSearch(
                service: try service(of: found.channel), door: door, recipient: attempt.recipient, lane: lane)
            let rows = try await search.look(for: attempt)
            try await store.write(tenant) { [pace] t in
                try SendFindings(found: rows, askedAt: askedAt, pace: pace).conclude(text, t)
            }
        } catch let error as TenantStoreError {
            throw error
        } catch {
            // A look that failed says nothing.
            try await putOff(text, in: tenant)
        }
    }

    private func putOff(_ text: OutgoingText, in tenant: TenantID) async throws {
        try await store.write(tenant) { [pace] t in
            try t.outgoing.lookAgain(text.message, attempt: text.attempts, at: t.now + pace.refusedRetry)
        }
    }

    /// Asks Twilio what became of a text, and merges it. One whose SID is not known is looked for.
    package func refresh(_ id: TenantMessageID, in tenant: TenantID) async throws {
        let found = try await CRMError.translating {
            try await store.read(tenant) { t -> (message: TenantMessage, channel: ChannelRecord) in
                guard let message = try t.messages.find(id), let talk = try t.conversations.find(message.conversation),
                    let channel = try t.channels.find(talk.channelID)
                else { throw CRMError.unknown(.message) }
                return (message, channel)
            }
        }
        guard let sid = found.message.externalID else {
            return try await CRMError.translating { try await store.write(tenant) { try $0.outgoing.hasten(id) } }
        }
        let askedAt = store.surroundings.now()
        guard let resource = try await ask(found.channel, { try await $0.message(sid: sid) }) else { return }
        try await CRMError.translating {
            try await store.write(tenant) { t in
                try t.messages.merge(ResourceReport(resource, askedAt: askedAt), into: sid)
            }
        }
    }

    /// The answer to a question about a channel's text; `nil` where Twilio has it no more.
    func ask<Answer: Sendable>(
        _ channel: ChannelRecord, _ question: @escaping @Sendable (TwilioSMSService) async throws -> Answer
    ) async throws -> Answer? {
        do {
            let service = try service(of: channel)
            return try await door.ask { try await question(service) }
        } catch let error as SealError {
            throw ChannelError.sealed(error)
        } catch TwilioError.notFound {
            return nil
        } catch let error as TwilioError {
            switch error {
            case .credentials(let reason): throw ChannelError.credentialsRefused(reason)
            case .tryLater, .unknownOutcome, .rejected, .notFound, .ourFault:
                throw ChannelError.unreachable(error.words())
            }
        }
    }

    private func service(of channel: ChannelRecord) throws -> TwilioSMSService {
        guard let account = channel.credentials.accountSid,
            let token = try ChannelSeal(channel, keys.ring).token(channel)
        else { throw TwilioError.credentials(reason: TwilioAccess.notConfigured) }
        return try door.service(account, secret: token)
    }
}

extension Departure {
    /// Whether an answer can be about this text.
    fileprivate func isAnswered(by resource: MessageResource) -> Bool {
        let attempt = SendAttempt(
            to: recipient, from: .number(lane), body: message.body, at: resource.dateCreated ?? attemptedAt)
        return attempt.evidence(resource.listed(for: recipient)) != .none
    }
}
