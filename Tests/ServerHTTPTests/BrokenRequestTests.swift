import CRMAPI
import ServerTestSupport
import Synchronization
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("Requests that no client would send", .serialized)
struct BrokenRequestTests {
    private static let good = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    @Test("Whatever comes over the line, the next request is served")
    func survives() async throws {
        let statuses = Mutex<[ReceivedBody]>([])
        try await RawConnection.listening { received in
            if received.target != "/healthz" { statuses.withLock { $0.append(received.body) } }
            return ServerAnswer("{}")
        } _: { path in
            for request in Self.broken {
                _ = try await RawConnection.ask(path, Array(request.utf8))
                #expect(try await RawConnection.ask(path, Array(Self.good.utf8)).hasPrefix("HTTP/1.1 200"))
            }
            var dice = Dice(seed: 9)
            for _ in 0..<50 {
                let count = Int.random(in: 1...300, using: &dice)
                let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
                _ = try await RawConnection.ask(path, noise)
            }
            #expect(try await RawConnection.ask(path, Array(Self.good.utf8)).hasPrefix("HTTP/1.1 200"))
        }
        // What reached the rules at all was told to be whole, cut off or too large; nothing cut passed for whole.
        #expect(statuses.withLock { $0 }.allSatisfy { $0 != .whole(Array("abc".utf8)) })
    }

    private static let broken: [String] = [
        "", "\r\n", "GET", "GET / HTTP/9.9\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nA: \u{0}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: b\r\n", count: 5000))\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "b", count: 200_000))\r\n\r\n",
        "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nabc",
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: x\r\n\r\nGET /y HTTP/1.1\r\nHost: x\r\n\r\nGET /z HT",
    ]
}
