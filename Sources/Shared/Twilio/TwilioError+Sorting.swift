package import HTTPTypes
package import Messaging
internal import Transport
internal import TwilioAPI

extension TwilioError {
    /// What an answer that is no success means. `mayRepeat` tells a reading from a request that changes something.
    ///
    /// Twilio's own code says more than the status: a 403 may be about one recipient alone. It decides wherever Twilio
    /// is sure to have judged the request.
    init(_ answer: HTTPAnswer, mayRepeat: Bool, now: Instant) {
        let status = answer.response.status.code
        let body = TwilioErrorBody.decode(answer.body)
        let code = body.code.map { ", code \($0)" } ?? ""
        let detail = "status \(status)\(code)"
        let known = body.code.flatMap(TwilioErrorCode.known)
        switch status {
        case 429:
            self = .tryLater(after: RetryAfter.pause(answer.response, now: now), .tooMany, detail: detail)
        case 300...399 where mayRepeat:
            self = .credentials(reason: "The API address answers with a redirect; check api_url.")
        case 500..., 408, 425, ..<400:
            self =
                mayRepeat
                ? .tryLater(after: RetryAfter.pause(answer.response, now: now), .outOfOrder, detail: detail)
                : .unknownOutcome(detail: detail)
        case _ where known?.family.closesTheLine == true: self = .credentials(reason: Self.refusal(body))
        case 407: self = .credentials(reason: "The proxy asks for credentials; check https_proxy.")
        case 401: self = .credentials(reason: Self.refusal(body))
        case 403 where body.code == nil: self = .credentials(reason: Self.refusal(body))
        // What cannot be found when something is sent is the account or the address: that send never succeeds.
        case 404 where mayRepeat, 410 where mayRepeat: self = .notFound
        default: self = .rejected(code: body.code, message: body.message, status: status)
        }
    }

    /// What a call without an answer means.
    init(_ error: TransportError, mayRepeat: Bool) {
        switch error {
        case .notSent(let detail): self = .tryLater(after: nil, .noConnection, detail: detail)
        case .canceled(beforeSending: true): self = .tryLater(after: nil, .noConnection, detail: error.description)
        case .refused(let reason): self = .credentials(reason: reason)
        case .tooLarge where mayRepeat: self = .ourFault(detail: error.description)
        case .unknownOutcome(let detail) where mayRepeat: self = .tryLater(after: nil, .noAnswer, detail: detail)
        case .canceled where mayRepeat: self = .tryLater(after: nil, .noAnswer, detail: error.description)
        case .unknownOutcome, .canceled, .tooLarge: self = .unknownOutcome(detail: error.description)
        }
    }

    /// What an answer means that promised success and cannot be read.
    init(_ fault: DecodingFault, mayRepeat: Bool) {
        switch fault {
        case _ where !mayRepeat: self = .unknownOutcome(detail: fault.description)
        case .notJSON, .cutOff: self = .tryLater(after: nil, .outOfOrder, detail: fault.description)
        case .tooDeep, .missing: self = .ourFault(detail: fault.description)
        }
    }

    private static func refusal(_ body: TwilioErrorBody) -> String {
        let known = body.code.flatMap(TwilioErrorCode.known) ?? TwilioErrorCode.known(20003)
        return known.map { "\($0.words()). \($0.remedy)" } ?? "Twilio refused the credentials."
    }
}

extension TwilioErrorCode.Family {
    /// Whether the account or its key is refused, and with it every request, until a person acts.
    fileprivate var closesTheLine: Bool {
        switch self {
        case .credentials, .account, .permission: true
        case .request, .notFound, .conflict, .server, .rate, .recipient, .country, .sender, .optOut, .trial, .content,
            .media, .schedule, .service, .queue, .carrier, .filtered, .registration, .channel, .webhook:
            false
        }
    }
}

/// How long Twilio asks to be left alone. The header is not documented for this API and is honoured where it comes.
package enum RetryAfter {
    package static let longest = Duration.seconds(600)

    /// Seconds, or the time until a date, counted by the server's own clock where it tells it; at most ten minutes.
    package static func pause(_ response: HTTPResponse, now: Instant) -> Duration? {
        guard let text = response.headerFields[.retryAfter] else { return nil }
        if let seconds = Int(text) { return min(longest, .seconds(max(0, min(seconds, 86_400)))) }
        guard let moment = InternetDate.instant(text) else { return nil }
        let serverNow = response.headerFields[.date].flatMap { InternetDate.instant($0) } ?? now
        return min(longest, max(.zero, moment - serverNow))
    }
}
