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
            tenant: body.tenantID, id: body.user.id, name: body.user.name, mayRead: body.scopes.contains(.read),
            maySend: body.scopes.contains(.send))
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

    /// Hands a text over. It has a name of its own and needs no key: asked for again it is
    /// answered with the text that was made of it, so a lost answer leaves its outcome unknown and no more.
    func handOver(by route: Route, _ text: String) async throws(SyncError) -> TextAnswer {
        var request = request(route)
        request.headerFields[.contentType] = "application/json"
        let answer: HTTPAnswer
        do throws(TransportError) {
            answer = try await call(request, text)
        } catch {
            if case .notSent(let detail) = error { throw .unreachable(detail: detail) }
            if case .refused(let reason) = error { throw .credentials(reason: reason) }
            throw .outcomeUnknown(detail: error.description)
        }
        let status = answer.response.status.code
        if status == 200 || status == 202 {
            // Whatever is wrong with it, it does not tell what became of the text.
            guard let body = try? MessageBody.read(answer.body) else {
                throw .outcomeUnknown(detail: "a text was taken, and the answer is otherwise than agreed")
            }
            return .taken(body)
        }
        if status == 409, let said = APIErrorBody(answer.body, status: 409), said.code == .conversationMoved {
            return .overtaken(said.since)
        }
        throw SyncError(answer, RetryAfter.pause(answer.response, now: wall()), isChange: true)
    }

    /// Asks, and gives back what a good answer holds. `wait` is how long the server may hold it.
    private func ask(
        _ route: Route, _ query: String = "", body: String = "", key: String? = nil, wait: Duration = .zero
    ) async throws(SyncError) -> [UInt8] {
        var request = request(route, query)
        if let key {
            request.headerFields[.contentType] = "application/json"
            request.headerFields[Self.keyField] = key
        }
        let answer: HTTPAnswer
        do throws(TransportError) {
            answer = try await call(request, body, wait: wait)
        } catch {
            throw SyncError(error)
        }
        guard answer.response.status.code == 200 else {
            throw SyncError(answer, RetryAfter.pause(answer.response, now: wall()), isChange: key != nil)
        }
        return answer.body
    }

    private func request(_ route: Route, _ query: String = "") -> HTTPRequest {
        let form = route.form
        return HTTPRequest(
            method: form.method, scheme: access.scheme, authority: access.authority,
            path: access.prefix + form.path.text + (query.isEmpty ? "" : "?" + query),
            headerFields: [.accept: "application/json", .authorization: "Bearer \(access.token)"])
    }

    /// Makes one request, and learns the time from its answer.
    private func call(
        _ request: HTTPRequest, _ body: String, wait: Duration = .zero
    ) async throws(TransportError) -> HTTPAnswer {
        var call = HTTPCall(
            request: request, body: Array(body.utf8), timeout: Self.patience + wait, responseLimit: Self.largest)
        call.socket = access.socket
        let begun = uptime()
        let answer = try await transport.send(call)
        learnTime(answer, begun, wasHeld: wait > .zero)
        return answer
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
