import CRMAPI
import HTTPTypes
import Messaging
import Synchronization
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("What is told of requests")
struct RequestWatchTests {
    @Test("A line of the log is JSON, and names the route and not what was asked for")
    func line() throws {
        var entry = RequestEntry(requestID: "r1", method: "GET")
        (entry.route, entry.status, entry.span) = ("/api/channels/{id}", 404, .milliseconds(12))
        entry.code = .notFound

        let line = entry.line(at: Instant(seconds: 1_704_067_200))

        #expect(
            line
                == #"{"at":"2024-01-01T00:00:00Z","request_id":"r1","method":"GET","route":"/api/channels/{id}","#
                + #""status":404,"code":"not_found","ms":12}"#)
    }

    @Test("A stranger's method is no word of ours")
    func methods() {
        #expect(RequestEntry(requestID: "r", method: "G\u{1B}[31mET").method == "OTHER")
    }

    @Test("Counts and spans come out as Prometheus reads them, one series for a route and a status")
    func metrics() {
        let metrics = RequestMetrics()
        for span in [1, 30, 30_000] {
            var entry = RequestEntry(requestID: "r", method: "GET")
            (entry.route, entry.status, entry.span) = ("/api/me", 200, .milliseconds(span))
            metrics.count(entry)
        }
        var stranger = RequestEntry(requestID: "r", method: "BREW")
        stranger.status = 404
        metrics.count(stranger)

        let text = metrics.text(gauges: [("leadline_spool_files", "Webhooks that wait on the disk.", 3)])

        let labels = #"method="GET",route="/api/me",status="200""#
        for line in [
            "leadline_spool_files 3.0", #"leadline_http_request_seconds_bucket{\#(labels),le="0.001"} 1"#,
            #"leadline_http_request_seconds_bucket{\#(labels),le="0.1"} 2"#,
            #"leadline_http_request_seconds_bucket{\#(labels),le="+Inf"} 3"#,
            "leadline_http_request_seconds_sum{\(labels)} 30.031", "leadline_http_request_seconds_count{\(labels)} 3",
            #"leadline_http_request_seconds_count{method="OTHER",route="none",status="404"} 1"#,
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
        #expect(text.hasSuffix("\n"))
    }

    @Test("Each request is counted and has its line, with how long it took")
    func watched() async {
        let metrics = RequestMetrics()
        let lines = Mutex<[String]>([])
        let uptime = Mutex(Duration.zero)
        let rules = RequestRules<Int>(
            ServerWork(
                signIn: { _, _ in nil }, claim: { _, _ in .running }, release: { _ in }, answer: { _ in ServerAnswer() }
            ),
            open: OpenRoutes(version: "1.0", metrics: metrics, readiness: { HealthBody() }),
            buckets: RequestBuckets(uptime: { .zero }), requestID: { "r1" }, report: { _, _ in })
        let watched = WatchedRules(
            rules, metrics: metrics, now: { Instant(seconds: 1_704_067_200) },
            uptime: {
                uptime.withLock { span in
                    span += .milliseconds(7)
                    return span
                }
            },
            log: { line in lines.withLock { $0.append(line) } })

        for target in ["/healthz", "/api/me?token=secret"] {
            _ = await watched.answer(ReceivedRequest(method: .get, target: target, headers: [:], body: .whole([])))
        }

        let written = lines.withLock { $0 }
        #expect(written.count == 2)
        #expect(written[1].contains(#""route":"/api/me","status":401,"code":"unauthenticated","ms":7"#))
        #expect(!written[1].contains("secret"))
        #expect(metrics.text().contains(#"_count{method="GET",route="/healthz",status="200"} 1"#))
    }

    @Test("Buckets of callers who have long gone are forgotten, and those of the busy are not")
    func forgotten() {
        let uptime = Mutex(Duration.zero)
        let buckets = RequestBuckets(
            token: .init(perSecond: 1, capacity: 2), tenant: .init(perSecond: 1, capacity: 2),
            uptime: { uptime.withLock { $0 } })
        var dice = Dice(seed: 2)
        func caller() -> SignedInCaller {
            SignedInCaller(
                tenant: TenantID(UniqueID(&dice)), user: UserID(UniqueID(&dice)), token: TokenID(UniqueID(&dice)),
                scopes: [])
        }
        let busy = caller()
        for second in 0..<5000 {
            uptime.withLock { $0 = .seconds(second) }
            #expect(buckets.refuses(caller()) == nil)
            if second % 2 == 1 { _ = [buckets.refuses(busy), buckets.refuses(busy), buckets.refuses(busy)] }
        }

        #expect(buckets.count < 1100)
        #expect(buckets.refuses(busy) == 1)
    }

    @Test("An empty bucket gives nothing to anybody of the tenant, and fills again")
    func tenants() {
        let buckets = RequestBuckets(
            token: .init(perSecond: 1, capacity: 100), tenant: .init(perSecond: 1, capacity: 2), uptime: { .zero })
        let callers = (0..<3).compactMap { number -> SignedInCaller? in
            guard let tenant = TenantID("018f0000-0000-7000-8000-000000000001"),
                let token = TokenID("018f0000-0000-7000-8000-00000000001\(number)"),
                let user = UserID("018f0000-0000-7000-8000-000000000002")
            else { return nil }
            return SignedInCaller(tenant: tenant, user: user, token: token, scopes: [])
        }

        #expect(callers.map { buckets.refuses($0) } == [nil, nil, 1])
    }
}
