internal import Messaging
internal import ServerStore
internal import Twilio
internal import TwilioAPI

/// How an attempt ended, by what is to be done next.
enum SendOutcome: Hashable, Sendable {
    case submitted(MessageResource)
    case rejected(code: Int?, text: String?)
    /// Nothing left; it is tried again, the whole lane not before `rest` is over.
    case later(after: Duration?, rest: Duration, code: Int?, text: String?)
    /// It may have left.
    case unknown

    init(_ error: TwilioError, _ pace: SendPace) {
        switch error {
        case .tryLater(let after, .tooMany, _):
            self = .later(after: after, rest: after ?? .seconds(1), code: nil, text: nil)
        case .tryLater(let after, .noConnection, _), .tryLater(let after, .noAnswer, _),
            .tryLater(let after, .outOfOrder, _):
            self = .later(after: after, rest: .zero, code: nil, text: nil)
        case .unknownOutcome: self = .unknown
        // Nothing of this account leaves until a person has acted; its texts wait until they are too old.
        case .credentials(let reason):
            self = .later(after: pace.refusedRetry, rest: pace.refusedRetry, code: nil, text: reason)
        case .rejected(let code, let message, _): self = .rejected(code: code, text: message)
        case .notFound: self = .rejected(code: nil, text: error.words())
        case .ourFault: self = .later(after: pace.refusedRetry, rest: .zero, code: nil, text: nil)
        }
    }

    /// Writes down how an attempt ended, unless that is known better by now.
    func record(_ departure: Departure, _ pace: SendPace, chance: UInt64, _ t: TenantTransaction) throws {
        let (id, attempt) = (departure.message.id, departure.attempt)
        switch self {
        case .submitted(let resource):
            let report = ResourceReport(resource, askedAt: departure.attemptedAt)
            try t.outgoing.submitted(id, as: resource.sid, report)
            try t.jobs.put(Outbound.checkKind, about: id.value, at: t.now + (pace.checks.first ?? .zero))
        case .rejected(let code, let text):
            let isRecorded = try t.outgoing.rejected(id, attempt: attempt, code: code, text: text)
            if isRecorded, code == TwilioErrorCode.optedOut { try heed(departure, t) }
        case .later(let after, _, let code, let text):
            let pause = BackOff.pause(attempt: attempt, wish: after, chance: chance)
            try t.outgoing.retry(id, attempt: attempt, at: t.now + pause, code: code, text: text)
        case .unknown:
            let look = pace.look(after: t.now, attempt: departure.attemptedAt) ?? t.now
            try t.outgoing.lost(id, attempt: attempt, lookAt: look)
        }
    }

    /// Twilio knows of an opt-out that we have not heard of.
    private func heed(_ departure: Departure, _ t: TenantTransaction) throws {
        let recipient = departure.recipient.e164
        try t.optOuts.add(
            OptOutEvidence(
                .opens, by: .refusal, reference: departure.message.id.description, at: t.now, isDated: true),
            about: OptOutSubject(
                sender: departure.channel.messagingServiceSID ?? departure.lane.e164,
                addressHash: AddressHash.of(recipient, in: t.tenant), address: recipient))
    }
}

extension TwilioErrorCode {
    /// That the recipient has forbidden it.
    static let optedOut = 21610
}

extension ResourceReport {
    /// What Twilio's own record says, as an answer to a question that left at `askedAt`.
    init(_ resource: MessageResource, askedAt: Instant) {
        self.init(
            StatusReport(
                resource.status, errorCode: resource.errorCode.flatMap { $0 == 0 ? nil : $0 },
                errorText: resource.errorMessage, from: .resource, at: askedAt),
            dateUpdated: resource.dateUpdated ?? resource.dateCreated ?? askedAt, askedAt: askedAt)
        providerAt = resource.dateSent ?? resource.dateCreated
        (segments, price) = (resource.numSegments.flatMap { $0 > 0 ? $0 : nil }, resource.price)
    }
}
