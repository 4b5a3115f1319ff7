internal import HTTPTypes
package import Messaging
package import PhoneNumbers
internal import Synchronization
package import Transport
package import TwilioAPI

/// Twilio, asked one thing at a time by one account: sends, lists and fetches messages.
///
/// No method repeats a request by itself. One that sends throws `TwilioError.unknownOutcome` whenever the message may
/// have left; with every other error it has not.
package final class TwilioSMSService: Sendable {
    package let access: TwilioAccess
    /// Who sends where a method does not say; `nil` for an account that is only read.
    package let sender: SendForm.Sender?
    let paths: ResourcePath
    private let transport: any HTTPTransport
    private let phoneBook: PhoneBook
    let now: @Sendable () -> Instant
    private let uptime: @Sendable () -> Uptime
    private let clock = Mutex(ServerClock())

    /// `now` is this machine's clock, which somebody may set; `uptime` one that only goes on.
    package init(
        access: TwilioAccess, sender: SendForm.Sender?, transport: any HTTPTransport, phoneBook: PhoneBook,
        now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Uptime
    ) {
        (self.access, self.sender, self.transport) = (access, sender, transport)
        (self.phoneBook, self.now, self.uptime) = (phoneBook, now, uptime)
        paths = ResourcePath(accountSID: access.accountSID)
    }

    /// The time at Twilio, by what its last answers said and what has passed since, true to about a second; `nil` before
    /// the first. No step of this machine's clock moves it.
    package var serverNow: Instant? { clock.withLock { $0.time(uptime()) } }

    /// The same where more than one clock says so; `nil` while it hangs on a single answer.
    package var sureServerNow: Instant? { clock.withLock { $0.sureTime(uptime()) } }

    /// How far Twilio's clock is ahead of this machine's.
    package var serverClockOffset: Duration? { serverNow.map { $0 - now() } }
}

extension TwilioSMSService {
    /// Sends a text. `to` may be written in any usual form.
    package func sendSMS(to: String, body: String) async throws(TwilioError) -> MessageResource {
        try await send(form(to: to, body: body, mediaURLs: []))
    }

    /// Sends a text with a picture, film or document that Twilio fetches from a public address.
    package func sendMMS(to: String, body: String, mediaURL: String) async throws(TwilioError) -> MessageResource {
        try await send(form(to: to, body: body, mediaURLs: [mediaURL]))
    }

    /// What has become of a message.
    package func getMessageStatus(messageSid: String) async throws(TwilioError) -> DeliveryState {
        try await message(sid: messageSid).status
    }

    /// The number in E.164. Only what cannot be a number is refused; what starts with a plus sign keeps its country.
    package func formatPhoneNumber(_ phone: String) throws(TwilioError) -> String {
        do {
            return try phoneBook.e164(phone).number.e164
        } catch {
            throw .rejected(code: nil, message: error.description, status: 400)
        }
    }

    private func form(to: String, body: String, mediaURLs: [String]) throws(TwilioError) -> SendForm {
        guard let sender else { throw .credentials(reason: TwilioAccess.notConfigured) }
        return SendForm(to: try formatPhoneNumber(to), sender: sender, body: body, mediaURLs: mediaURLs)
    }
}

extension TwilioSMSService {
    /// Makes one request and sorts what is no success into an error.
    func ask(_ request: TwilioRequest) async throws(TwilioError) -> HTTPAnswer {
        guard let address = access.hosts.address(request.product, request.path) else {
            throw .ourFault(detail: "no address for a request")
        }
        let answer = try await send(request.call(to: address, access: access), mayRepeat: request.mayRepeat)
        guard (200...299).contains(answer.response.status.code) else {
            throw TwilioError(answer, mayRepeat: request.mayRepeat, now: now())
        }
        return answer
    }

    /// Makes one request and reads its answer.
    func ask<Value>(
        _ request: TwilioRequest, _ decode: ([UInt8]) throws(DecodingFault) -> Value
    ) async throws(TwilioError) -> Value {
        let answer = try await ask(request)
        do {
            return try decode(answer.body)
        } catch {
            throw TwilioError(error, mayRepeat: request.mayRepeat)
        }
    }

    /// Hands a call to the network, and learns Twilio's time from its answer; not from that of a store of media, whose
    /// copies are dated when they were made.
    func send(
        _ call: HTTPCall, mayRepeat: Bool, learnsTime: Bool = true
    ) async throws(TwilioError) -> HTTPAnswer {
        let before = uptime()
        let answer: HTTPAnswer
        do {
            answer = try await transport.send(call)
        } catch {
            throw TwilioError(error, mayRepeat: mayRepeat)
        }
        if learnsTime, let date = answer.response.headerFields[.date].flatMap({ InternetDate.instant($0) }) {
            // The header has whole seconds; on average half a second of the present one has passed.
            let middle = before + .milliseconds((uptime() - before).inMilliseconds / 2)
            clock.withLock { $0.learn(date + .milliseconds(500), at: middle, wall: now()) }
        }
        return answer
    }
}
