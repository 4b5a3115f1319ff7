import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Faults on demand")
struct FaultTests {
    @Test("Too many requests: nothing is processed, and Retry-After comes when it was asked for")
    func rateLimited() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(Fault(.rateLimited, method: "POST", retryAfter: "2"))
            await simulator.fault(Fault(.rateLimited, method: "POST"))

            let first = try await caller.send("x")
            let second = try await caller.send("x")
            let third = try await caller.send("x")

            #expect(first.status == 429)
            #expect(first.code == 20429)
            #expect(first.headers[.retryAfter] == "2")
            #expect(second.headers[.retryAfter] == nil)
            #expect(third.status == 201)
            #expect(await simulator.books().posts.count == 3)
            #expect(await simulator.books().accepted.count == 1)
        }
    }

    @Test("A server error before acceptance leaves no message, one after it leaves one")
    func serverErrors() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(Fault(.errorBefore, path: "Messages", status: 503))
            await simulator.fault(Fault(.errorAfter, path: "Messages"))

            let before = try await caller.send("lost")
            let after = try await caller.send("kept")

            #expect(before.status == 503)
            #expect(after.status == 500)
            #expect(await simulator.books().accepted.map(\.body) == ["kept"])
        }
    }

    @Test("An accepted message without an answer is an unknown outcome for the caller and stands in the books")
    func noAnswer() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(Fault(.noAnswer, method: "POST"))

            await #expect(throws: TransportError.self) { _ = try await caller.send("kept") }

            #expect(await simulator.books().accepted.map(\.body) == ["kept"])
        }
    }

    @Test("A connection that closes at once leaves nothing behind")
    func unreachable() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(Fault(.unreachable, method: "POST"))

            await #expect(throws: TransportError.self) { _ = try await caller.send("lost") }

            let books = await simulator.books()
            #expect(books.accepted.isEmpty)
            #expect(books.posts.count == 1)
        }
    }

    @Test("An answer can end in the middle of its body")
    func cut() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 3, messages: 30))
            await simulator.fault(Fault(.cut, path: "Messages.json"))

            await #expect(throws: TransportError.self) { _ = try await caller.get("Messages.json") }
            let whole = try await caller.get("Messages.json")

            #expect(whole.rows().count == 34)
        }
    }

    @Test("HTML, odd rows and ten million bytes come where JSON was expected")
    func strangeBodies() async throws {
        try await withSimulator { simulator, caller in
            try await simulator.inbound(from: Caller.lead, body: "real")
            for kind in [Fault.Kind.html, .oddRows, .huge] { await simulator.fault(Fault(kind, method: "GET")) }

            let html = try await caller.get("Messages.json")
            let odd = try await caller.get("Messages.json")

            #expect(html.headers[.contentType] == "text/html")
            let rows = try #require(odd.object["messages"] as? [Any])
            #expect(rows.count == 5)
            #expect((rows.last as? [String: Any])?["body"] as? String == "real")
            await #expect(throws: TransportError.tooLarge) { _ = try await small(caller) }
        }
    }

    private func small(_ caller: Caller) async throws -> HTTPAnswer {
        let path = caller.path("Messages.json")
        let call = HTTPCall(
            request: .init(method: .get, scheme: "http", authority: "127.0.0.1:\(caller.simulator.port)", path: path),
            responseLimit: 100_000)
        return try await CurlTransport().send(call)
    }

    @Test("More requests at the same time than allowed are refused, and the books tell how many there were")
    func concurrency() async throws {
        try await withSimulator {
            $0.concurrencyLimit = 1
        } _: { simulator, caller in
            await simulator.fault(Fault(.slow, delay: .seconds(3)))
            async let first = caller.get("Messages.json")
            // The second one leaves once the first is known to be there.
            for _ in 0..<500 where await simulator.books().peakConcurrency == 0 {
                try await Task.sleep(for: .milliseconds(5))
            }
            let second = try await caller.get("Messages.json")

            #expect(second.status == 429)
            #expect(try await first.status == 200)
            #expect(await simulator.books().peakConcurrency == 2)
        }
    }

    @Test(
        "An order that cannot be obeyed is refused with the range, and ends nothing",
        arguments: [
            ("/__seed", #"{"leads":-1}"#), ("/__seed", #"{"leads":0}"#), ("/__seed", #"{"days":-1}"#),
            ("/__seed", #"{"messages":-5}"#), ("/__fault", #"{"kind":"error_before","status":5000}"#),
            ("/__fault", #"{"kind":"slow","delay_ms":9223372036854775807}"#),
            ("/__script", #"{"every_ms":-9223372036854775808}"#), ("/__outcome", #"{"to":"+12025550123","count":0}"#),
        ])
    func oddOrders(path: String, order: String) async throws {
        try await withSimulator { _, caller in
            let reply = try await caller.call(.post, path, json: order)
            #expect(reply.status == 400)
            #expect(reply.text("message")?.contains(" is from ") == true)
            #expect(try await caller.get("Messages.json").status == 200)
        }
    }

    @Test("A page behind every list is none", arguments: ["9223372036854775807", "-1", "4294967296"])
    func farPage(page: String) async throws {
        try await withSimulator { _, caller in
            for list in ["IncomingPhoneNumbers.json", "OutgoingCallerIds.json", "Messages.json"] {
                let reply = try await caller.get("\(list)?Page=\(page)")
                #expect(reply.status == 400, "\(list)")
            }
        }
    }

    @Test("Faults are called off together")
    func clearing() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(Fault(.errorBefore, count: 100))
            let before = try await caller.get("Messages.json")
            let cleared = try await caller.call(.delete, "/__fault")
            let after = try await caller.get("Messages.json")

            #expect(before.status == 500)
            #expect(cleared.status == 200)
            #expect(after.status == 200)
        }
    }
}
