import CRMAPI
import HTTPTypes
package import Messaging
import Synchronization
package import Transport
import Twilio
import TwilioAPI

/// Asks a Leadline server: one request out, one answer back, sorted by what to do next where it is none.
///
/// Nothing is repeated here. It learns the server's time from each answer.
package final class CRMCaller: Sendable {
    private let access: CRMAccess
    private let transport: any HTTPTransport
    private let wall: @Sendable () -> Instant
    private let uptime: @Sendable () -> Uptime
    private let clock = Mutex(ServerClock())

    package init(
        _ access: CRMAccess, transport: any HTTPTransport, now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Uptime
    ) {
        (self.access, self.transport) = (access, transport)
        (wall, self.uptime) = (now, uptime)
    }

    package var time: Instant? { clock.withLock { $0.time(uptime()) } }
    package var sureTime: Instant? { clock.withLock { $0.sureTime(uptime()) } }
    /// How far the server's clock is ahead of this machine's.
    package var clockOffset: Duration? { time.map { $0 - wall() } }

    /// Who the token belongs to.
    package func me() async throws(SyncError) -> ServerUser {
        let body = try await reading { bytes throws(APIErrorBody) in
            try CallerBody.read(bytes)
        } of: { () async throws(SyncError) in
            try await self.ask(.me)
        }
        return ServerUser(
            tenant: body.tenantID, id: body.user.id, name: body.user.name, mayRead: body.scopes.contains(.read))
    }

    /// Asks for one object, or for one answer of the feed.
    func read<Body: AnswerBody>(
        _ route: Route, _ query: String = "", wait: Duration = .zero
    ) async throws(SyncError) -> Body {
        try await reading { bytes throws(APIErrorBody) in
            try Body.read(bytes)
        } of: { () async throws(SyncError) in
            try await self.ask(route, query, wait: wait)
        }
    }

    /// Asks for a change. Under the same key it is made once, however often it is asked for.
    func change<Body: AnswerBody>(_ route: Route, _ body: String, key: String) async throws(SyncError) -> Body {
        try await reading { bytes throws(APIErrorBody) in
            try Body.read(bytes)
        } of: { () async throws(SyncError) in
            try await self.ask(route, body: body, key: key)
        }
    }

    /// Asks for one page of a list.
    func page<Item: AnswerBody>(
        _ route: Route, _ next: String?, limit: Int
    ) async throws(SyncError) -> ReceivedPage<Item> {
        let query = QueryText.text([("limit", String(limit)), ("cursor", next)])
        return try await reading { bytes throws(APIErrorBody) in
            try ReceivedPage<Item>.read(bytes)
        } of: { () async throws(SyncError) in
            try await self.ask(route, query)
        }
    }

    private func reading<Value>(
        _ read: ([UInt8]) throws(APIErrorBody) -> Value, of ask: () async throws(SyncError) -> [UInt8]
    ) async throws(SyncError) -> Value {
        let bytes = try await ask()
        do {
            return try read(bytes)
        } catch {
            let places = error.errors.prefix(3).map(\.pointer).joined(separator: " ")
            throw .ourFault(
                detail: "an answer of the server that is otherwise than agreed: \(error.code.rawValue) \(places)")
        }
    }

    /// Makes one request. `wait` is how long the server may hold its answer.
    private func ask(
        _ route: Route, _ query: String = "", body: String = "", key: String? = nil, wait: Duration = .zero
    ) async throws(SyncError) -> [UInt8] {
        let form = route.form
        var request = HTTPRequest(
            method: form.method, scheme: access.scheme, authority: access.authority,
            path: access.prefix + form.path.text + (query.isEmpty ? "" : "?" + query),
            headerFields: [.accept: "application/json", .authorization: "Bearer \(access.token)"])
        if let key {
            request.headerFields[.contentType] = "application/json"
            request.headerFields[Self.keyField] = key
        }
        var call = HTTPCall(
            request: request, body: Array(body.utf8), timeout: Self.patience + wait, responseLimit: Self.largest)
        call.socket = access.socket
        let begun = uptime()
        let answer: HTTPAnswer
        do throws(TransportError) {
            answer = try await transport.send(call)
        } catch {
            throw SyncError(error)
        }
        learnTime(answer, begun, wasHeld: wait > .zero)
        guard answer.response.status.code == 200 else {
            throw SyncError(answer, RetryAfter.pause(answer.response, now: wall()), isChange: key != nil)
        }
        return answer.body
    }

    /// The date is of whole seconds and written when the answer is; one that was held may have been on its way for long.
    private func learnTime(_ answer: HTTPAnswer, _ begun: Uptime, wasHeld: Bool) {
        guard !wasHeld, let date = answer.response.headerFields[.date].flatMap({ InternetDate.instant($0) }) else {
            return
        }
        let middle = begun + .milliseconds((uptime() - begun).inMilliseconds / 2)
        clock.withLock { $0.learn(date + .milliseconds(500), at: middle, wall: wall()) }
    }

    private static let keyField = HTTPField.Name("Idempotency-Key") ?? .ifMatch
    private static let patience = Duration.seconds(30)
    /// A thousand messages of the greatest length, every letter escaped.
    private static let largest = 24 << 20
}

extension SyncError {
    /// What a call without an answer means. Whatever is asked may be asked again: it changes nothing, or has a
    /// key.
    init(_ error: TransportError) {
        switch error {
        case .notSent(let detail), .unknownOutcome(let detail): self = .unreachable(detail: detail)
        case .canceled: self = .unreachable(detail: error.description)
        case .tooLarge: self = .ourFault(detail: error.description)
        case .refused(let reason): self = .credentials(reason: reason)
        }
    }

    /// What a server's refusal means: what it says itself, else its status. Who may read and not change goes on reading.
    init(_ answer: HTTPAnswer, _ pause: Duration?, isChange: Bool) {
        let status = answer.response.status.code
        let said = APIErrorBody(answer.body, status: status)
        let detail = "status \(status)\(said.map { ", \($0.code.rawValue)" } ?? "")"
        switch status {
        case 300...399: self = .credentials(reason: "The server's address answers with a redirect; check server.")
        case 401: self = .credentials(reason: "The server does not accept this token. Ask for a new one.")
        case 403 where isChange && said?.code == .scopeMissing:
            self = .rejected(code: nil, text: "this token may read the inbox and not change it")
        case 403: self = .credentials(reason: "This token may not do that on the server. Ask for one with its scope.")
        case 407: self = .credentials(reason: "The proxy asks for credentials; check https_proxy.")
        case 404 where said == nil:
            self = .credentials(reason: "There is no Leadline server at this address; check server.")
        case 404, 410: self = .gone
        case 409 where said?.code == .idempotencyKeyRunning: self = .busy(after: .seconds(1), detail: detail)
        case 429: self = .busy(after: said?.retryAfter.map { .seconds($0) } ?? pause, detail: detail)
        case 408, 425, 500...: self = .outOfOrder(after: said?.retryAfter.map { .seconds($0) } ?? pause, detail: detail)
        case 400...499: self = .rejected(code: nil, text: said?.detail ?? said?.code.title)
        default: self = .outOfOrder(after: nil, detail: detail)
        }
    }
}
