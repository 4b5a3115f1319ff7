internal import CRMAPI
internal import HTTPTypes

/// The rules that hold on every route, in their order: what is asked for, who asks, how often, whether they may, what was
/// sent, whether it was sent before.
///
/// It always answers, and says 500 only where the fault is ours.
package struct RequestRules<Claim: Sendable>: Sendable {
    package let work: ServerWork<Claim>
    package let open: OpenRoutes
    package let buckets: RequestBuckets
    /// A fresh name for each request.
    package let requestID: @Sendable () -> String
    /// Hears of faults of ours, without anything that the request held.
    package let report: @Sendable (_ requestID: String, _ fault: any Error) -> Void

    package init(
        _ work: ServerWork<Claim>, open: OpenRoutes, buckets: RequestBuckets,
        requestID: @escaping @Sendable () -> String,
        report: @escaping @Sendable (_ requestID: String, _ fault: any Error) -> Void
    ) {
        (self.work, self.open, self.buckets) = (work, open, buckets)
        (self.requestID, self.report) = (requestID, report)
    }

    /// The answer to `received`, with what the log tells of it.
    package func answer(_ received: ReceivedRequest) async -> (answer: ServerAnswer, entry: RequestEntry) {
        var entry = RequestEntry(requestID: requestID(), method: received.method.rawValue)
        var answer: ServerAnswer
        do {
            answer = try await process(received, &entry)
        } catch var error as APIErrorBody {
            (error.requestID, error.instance) = (entry.requestID, String(received.path.prefix(256)))
            answer = ServerAnswer(error)
            entry.code = error.code
            if case .methodNotAllowed(let methods) = Route.read(received.method, received.path) {
                answer.headers["Allow"] = methods.map(\.rawValue).joined(separator: ", ")
            }
        } catch {
            report(entry.requestID, error)
            var body = APIErrorBody(.internalError)
            body.requestID = entry.requestID
            answer = ServerAnswer(body)
            entry.code = .internalError
        }
        answer.headers["Request-Id"] = entry.requestID
        entry.status = answer.status
        return (answer, entry)
    }

    private func process(_ received: ReceivedRequest, _ entry: inout RequestEntry) async throws -> ServerAnswer {
        let route = try Self.route(received)
        let form = route.form
        entry.route = form.path.template
        if let answer = try await open.answer(route) { return answer }
        let caller = try await signIn(received, form)
        entry.caller = caller
        let body = form.takesIdempotencyKey ? try Self.body(received) : []
        let versions = form.method == .patch ? try VersionTag.wanted(received.headers[.ifMatch]) : nil
        var request = ServerRequest<Claim>(
            route: route, caller: caller, query: received.query, body: body, versions: versions, claim: nil,
            requestID: entry.requestID)
        request.range = RangeWish(received.headers)
        guard form.takesIdempotencyKey, let text = received.headers[Self.keyName] else {
            return try await work.answer(request)
        }
        switch try await work.claim(try IdempotencyKey(text), request) {
        case .claimed(let claim):
            request.claim = claim
            return try await answerOnce(request, claim)
        case .running: throw APIErrorBody(.idempotencyKeyRunning, retryAfter: 1)
        case .otherRequest: throw APIErrorBody(.idempotencyKeyReused)
        case .answered(var answer):
            answer.body = answer.replayBody ?? answer.body
            answer.headers["Idempotency-Replayed"] = "true"
            return answer
        }
    }

    /// A refusal binds no key: whoever mends what was refused may use it again.
    private func answerOnce(_ request: ServerRequest<Claim>, _ claim: Claim) async throws -> ServerAnswer {
        do {
            return try await work.answer(request)
        } catch {
            do { try await work.release(claim) } catch { report(request.requestID, error) }
            throw error
        }
    }

    private static func route(_ received: ReceivedRequest) throws -> Route {
        switch Route.read(received.method, received.path) {
        case .found(let route): return route
        case .methodNotAllowed: throw APIErrorBody(.methodNotAllowed)
        case .notFound: throw APIErrorBody(.notFound)
        }
    }

    private func signIn(_ received: ReceivedRequest, _ form: RouteForm) async throws -> SignedInCaller? {
        guard form.access != .open else { return nil }
        guard let token = Self.bearer(received.headers[.authorization]),
            let caller = try await work.signIn(token, received.account)
        else { throw APIErrorBody(.unauthenticated) }
        if form.isMetered, let seconds = buckets.refuses(caller) {
            throw APIErrorBody(.rateLimited, retryAfter: seconds)
        }
        if case .scope(let scope) = form.access, !caller.scopes.contains(scope) {
            throw APIErrorBody(.scopeMissing, "the scope \(scope.rawValue) is needed")
        }
        return caller
    }

    /// The token of an `Authorization: Bearer`, which is one word.
    private static func bearer(_ header: String?) -> String? {
        guard let words = header?.split(separator: " "), words.count == 2, words[0].lowercased() == "bearer" else {
            return nil
        }
        return String(words[1])
    }

    /// The body of what makes or changes something; nothing else has one that means anything.
    private static func body(_ received: ReceivedRequest) throws -> [UInt8] {
        switch received.body {
        case .tooLarge: throw APIErrorBody(.bodyTooLarge)
        case .cutOff: throw APIErrorBody(.malformedJSON, "the body ended early")
        case .whole(let bytes):
            let type = received.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
            if !bytes.isEmpty, let type, type != "application/json" { throw APIErrorBody(.unsupportedMediaType) }
            return bytes
        }
    }

    private static var keyName: HTTPField.Name {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("This is a name of a header.") }
        return name
    }
}
