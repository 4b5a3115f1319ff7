import CRMAPI
import HTTPTypes
import Messaging
import Synchronization
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The rules of every route")
struct RequestRulesTests {
    private struct Fault: Error, CustomStringConvertible { let description = "secret-text-of-a-row" }

    /// What a request's work saw, and what it is told to do.
    private final class Desk: Sendable {
        struct State {
            var requests: [ServerRequest<Int>] = []
            var released: [Int] = []
            var reports: [String] = []
            var claim: KeyOutcome<Int> = .claimed(7)
            var answer: Result<ServerAnswer, any Error> = .success(ServerAnswer(status: 201, #"{"done":true}"#))
            var scopes: Set<Scope> = [.read, .manage]
            var signIn: (any Error)?
            var health = HealthBody([("database", nil)])
        }

        let state = Mutex(State())
        let clock = Mutex(Duration.zero)

        func rules(token: RequestBuckets.Size = .init(perSecond: 50, capacity: 200)) -> RequestRules<Int> {
            RequestRules(
                ServerWork(
                    signIn: { [self] token, _ in
                        if let error = state.withLock({ $0.signIn }) { throw error }
                        guard token == "good" else { return nil }
                        var dice = Dice(seed: 1)
                        return SignedInCaller(
                            tenant: TenantID(UniqueID(&dice)), user: UserID(UniqueID(&dice)),
                            token: TokenID(UniqueID(&dice)), scopes: state.withLock { $0.scopes })
                    },
                    claim: { [self] _, _ in state.withLock { $0.claim } },
                    release: { [self] claim in state.withLock { $0.released.append(claim) } },
                    answer: { [self] request in
                        try state.withLock { state in
                            state.requests.append(request)
                            return try state.answer.get()
                        }
                    }),
                open: OpenRoutes(
                    version: "1.0", metrics: RequestMetrics(), readiness: { [self] in state.withLock { $0.health } }),
                buckets: RequestBuckets(token: token, uptime: { [self] in clock.withLock { $0 } }),
                requestID: { "r1" },
                report: { [self] _, fault in state.withLock { $0.reports.append("\(fault)") } })
        }
    }

    private let desk = Desk()

    private func ask(
        _ method: HTTPRequest.Method, _ target: String, token: String? = "good", key: String? = nil,
        body: ReceivedBody = .whole([]), headers: [HTTPField.Name: String] = [:], rules: RequestRules<Int>? = nil
    ) async -> (answer: ServerAnswer, entry: RequestEntry) {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        if let key { fields[HTTPField.Name("Idempotency-Key")!] = key }
        for (name, value) in headers { fields[name] = value }
        return await (rules ?? desk.rules()).answer(
            ReceivedRequest(method: method, target: target, headers: fields, body: body))
    }

    private func code(_ answer: ServerAnswer) -> APIErrorCode? {
        APIErrorBody(Array(answer.body.utf8), status: answer.status)?.code
    }

    @Test("A good request is done, and its answer carries its name")
    func good() async {
        let (answer, entry) = await ask(.post, "/api/users?x=1", body: .whole(Array("{}".utf8)))

        #expect(answer.status == 201 && answer.headers["Request-Id"] == "r1")
        #expect(entry.route == "/api/users" && entry.status == 201 && entry.code == nil)
        let request = desk.state.withLock { $0.requests }.first
        #expect(request?.route == .createUser && request?.caller?.scopes == [.read, .manage])
        #expect(request?.query["x"] == "1" && request?.body == Array("{}".utf8) && request?.claim == nil)
    }

    @Test("What is no route is not found, and another method tells which there are")
    func routes() async {
        #expect(await ask(.get, "/api/nothing").answer.status == 404)
        let (answer, entry) = await ask(.put, "/api/users")
        #expect(answer.status == 405 && answer.headers["Allow"] == "GET, POST" && entry.code == .methodNotAllowed)
    }

    @Test("Without a valid token nobody gets any further, and open routes ask for none")
    func signIn() async {
        for token in [nil, "bad", "", "good good"] as [String?] {
            let (answer, _) = await ask(.get, "/api/me", token: token)
            #expect(answer.status == 401 && answer.headers["WWW-Authenticate"] == "Bearer")
        }
        let basic = await ask(.get, "/api/me", token: nil, headers: [.authorization: "Basic Z29vZA=="])
        #expect(basic.answer.status == 401)
        #expect(desk.state.withLock { $0.requests.isEmpty })
    }

    @Test("What tells of the server alone needs no token, and says when requests cannot be served")
    func open() async throws {
        for (path, type) in [
            ("/healthz", "application/json"), ("/readyz", "application/json"), ("/openapi.json", "application/json"),
            ("/metrics", "text/plain; version=0.0.4"),
        ] {
            let (answer, _) = await ask(.get, path, token: nil)
            #expect(answer.status == 200 && answer.contentType == type, "\(path)")
        }
        desk.state.withLock { $0.health = HealthBody([("database", "is away"), ("spool", nil)]) }
        let (answer, _) = await ask(.get, "/readyz", token: nil)

        let error = try #require(APIErrorBody(Array(answer.body.utf8), status: 503))
        #expect(answer.status == 503 && error.errors == [FieldFault("/checks/database", "is away")])
        #expect(await ask(.get, "/healthz", token: nil).answer.status == 200)
    }

    @Test("A token without the scope is refused before anything is read or claimed")
    func scopes() async {
        desk.state.withLock { $0.scopes = [.read, .send, .admin] }
        let (answer, _) = await ask(.post, "/api/users", key: "k", body: .whole(Array("{".utf8)))

        #expect(answer.status == 403 && code(answer) == .scopeMissing)
        #expect(desk.state.withLock { $0.requests.isEmpty && $0.released.isEmpty })
        #expect(await ask(.get, "/api/me").answer.status == 201)
    }

    @Test("Bodies that are too large, cut off or of another kind are refused")
    func bodies() async {
        #expect(await ask(.post, "/api/users", body: .tooLarge).answer.status == 413)
        #expect(await ask(.post, "/api/users", body: .cutOff).answer.status == 400)
        #expect(await ask(.get, "/api/users", body: .tooLarge).answer.status == 201)
        for (type, status) in [
            ("text/plain", 415), ("application/json", 201), ("Application/JSON; charset=utf-8", 201),
            ("application/x-www-form-urlencoded", 415),
        ] {
            let (answer, _) = await ask(
                .post, "/api/users", body: .whole(Array("{}".utf8)), headers: [.contentType: type])
            #expect(answer.status == status)
        }
    }

    @Test("The same request twice is done once: the second gets the stored answer, with its secrets masked")
    func replay() async {
        _ = await ask(.post, "/api/users", key: "k")
        #expect(desk.state.withLock { $0.requests.first?.claim } == 7)
        desk.state.withLock { $0.claim = .answered(ServerAnswer(status: 201, "secret", replayBody: "masked")) }
        let (again, _) = await ask(.post, "/api/users", key: "k")

        #expect(again.status == 201 && again.body == "masked" && again.headers["Idempotency-Replayed"] == "true")
        #expect(desk.state.withLock { $0.requests.count } == 1)
    }

    @Test("A key that is in use, of another request or none at all is told")
    func keys() async {
        for (outcome, expected) in [
            (KeyOutcome<Int>.running, APIErrorCode.idempotencyKeyRunning), (.otherRequest, .idempotencyKeyReused),
        ] {
            desk.state.withLock { $0.claim = outcome }
            let (answer, _) = await ask(.patch, "/api/users/018f0000-0000-7000-8000-00000000abcd", key: "k")
            #expect(code(answer) == expected && answer.status == expected.status)
        }
        for key in ["", "é", String(repeating: "k", count: 256)] {
            #expect(code(await ask(.post, "/api/users", key: key).answer) == .idempotencyKeyInvalid)
        }
        #expect(desk.state.withLock { $0.requests.isEmpty })
        // Where nothing is made, a key means nothing.
        #expect(await ask(.get, "/api/users", key: "k").answer.status == 201)
    }

    @Test("A refusal binds no key")
    func refusals() async {
        desk.state.withLock { $0.answer = .failure(APIErrorBody(.nameTaken)) }
        let (answer, _) = await ask(.post, "/api/users", key: "k")

        #expect(answer.status == 409 && desk.state.withLock { $0.released } == [7])
    }

    @Test("A fault of ours is a 500 that tells nothing, and is reported")
    func ownFaults() async {
        desk.state.withLock { $0.answer = .failure(Fault()) }
        let (answer, entry) = await ask(.get, "/api/me")

        #expect(answer.status == 500 && !answer.body.contains("secret-text") && entry.code == .internalError)
        #expect(desk.state.withLock { $0.reports } == ["secret-text-of-a-row"])
        desk.state.withLock { $0.signIn = APIErrorBody(.unavailable, retryAfter: 2) }
        let (away, _) = await ask(.get, "/api/me")
        #expect(away.status == 503 && away.headers["Retry-After"] == "2")
    }

    @Test("Whoever asks too often is told when to come back, and then served")
    func buckets() async {
        let rules = desk.rules(token: .init(perSecond: 0.5, capacity: 3))
        for _ in 0..<3 { #expect(await ask(.get, "/api/me", rules: rules).answer.status == 201) }
        let (refused, _) = await ask(.get, "/api/me", rules: rules)
        #expect(refused.status == 429 && refused.headers["Retry-After"] == "2")

        desk.clock.withLock { $0 = .seconds(2) }
        #expect(await ask(.get, "/api/me", rules: rules).answer.status == 201)
        #expect(await ask(.get, "/api/me", rules: rules).answer.status == 429)
    }

    @Test(
        "What a mirror lives on is not counted, and spends nothing of what is",
        arguments: ["/api/changes?since=0", "/api/conversations", "/api/messages?limit=1000"])
    func unmetered(target: String) async {
        let rules = desk.rules(token: .init(perSecond: 0.5, capacity: 1))
        for _ in 0..<9 { #expect(await ask(.get, target, rules: rules).answer.status == 201) }
        #expect(await ask(.get, "/api/me", rules: rules).answer.status == 201)
        #expect(await ask(.get, "/api/me", rules: rules).answer.status == 429)
        #expect(await ask(.get, target, token: "bad", rules: rules).answer.status == 401)
    }

    @Test("Versions are read from If-Match, and a bad one is told")
    func versions() async {
        let target = "/api/users/018f0000-0000-7000-8000-00000000abcd"
        _ = await ask(.patch, target, headers: [.ifMatch: "\"3\""])
        #expect(desk.state.withLock { $0.requests.last?.versions } == [VersionTag(3)])
        #expect(await ask(.patch, target, headers: [.ifMatch: "3"]).answer.status == 422)
        #expect(await ask(.get, target, headers: [.ifMatch: "3"]).answer.status == 201)
    }

    @Test("Whatever is asked for, there is an answer, and never a 500")
    func noise() async {
        var dice = Dice(seed: 5)
        let pieces = [
            "/", "api", "channels", "users", "018f0000-0000-7000-8000-00000000abcd", "?", "%00", "{id}", "..", "é",
        ]
        let methods: [HTTPRequest.Method] = [.get, .post, .patch, .delete, .put, .options, .head]
        let rules = desk.rules(token: .init(perSecond: 1, capacity: 1_000_000))
        for _ in 0..<2000 {
            let count = Int.random(in: 0...8, using: &dice)
            let target = (0..<count).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
            let method = methods.randomElement(using: &dice) ?? .get
            let (answer, entry) = await ask(method, target, key: Bool.random(using: &dice) ? "k" : nil, rules: rules)
            #expect(answer.status < 500)
            #expect(entry.line(at: Instant(seconds: 0)).utf8.count < 600)
        }
    }
}
