import CRMAPI
import Foundation
import HTTPTypes
import Synchronization
import Testing
import Transport

@testable import ServerHTTP

@Suite("Requests over the wire")
struct HTTPListenerTests {
    private let transport = CurlTransport()

    /// Runs `body` beside a listener that answers by `answering`, with the port that it took.
    private func listening(
        _ answering: @escaping HTTPListener.Answering, _ body: (Int) async throws -> Void
    ) async throws {
        let (ports, told) = AsyncStream<Int>.makeStream()
        let running = Task {
            try await HTTPListener(.tcp(host: "127.0.0.1", port: 0), answering: answering).run { told.yield($0) }
        }
        let port = try #require(await ports.first { _ in true })
        do { try await body(port) } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        // However serving ended, it has ended.
        _ = try? await running.value
    }

    private func call(
        _ port: Int, _ method: HTTPRequest.Method, _ path: String, body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        let request = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
        return try await transport.send(HTTPCall(request: request, body: body, timeout: .seconds(30)))
    }

    @Test("What is asked arrives byte for byte, and what is answered comes back whole")
    func roundTrip() async throws {
        let seen = Mutex<ReceivedRequest?>(nil)
        try await listening { received in
            seen.withLock { $0 = received }
            return ServerAnswer(status: 201, #"{"a":"é"}"#, headers: ["Request-Id": "r1"])
        } _: { port in
            let answer = try await call(port, .post, "/api/x%2F?q=%c3%a9&b", body: Array("{\u{0}}".utf8))

            #expect(answer.response.status.code == 201 && answer.body == Array(#"{"a":"é"}"#.utf8))
            #expect(answer.response.headerFields[.contentType] == "application/json")
            #expect(answer.response.headerFields[HTTPField.Name("Request-Id")!] == "r1")
            #expect(answer.response.headerFields[.cacheControl] == "no-store")
            let received = seen.withLock { $0 }
            #expect(received?.target == "/api/x%2F?q=%c3%a9&b" && received?.body == .whole(Array("{\u{0}}".utf8)))
        }
    }

    @Test("A body over the limit is told apart, and the next request is served")
    func tooLarge() async throws {
        try await listening { received in
            received.body == .tooLarge ? ServerAnswer(APIErrorBody(.bodyTooLarge)) : ServerAnswer("{}")
        } _: { port in
            let large = [UInt8](repeating: 32, count: HTTPListener.bodyLimit + 1)

            let refused = try await call(port, .post, "/api/users", body: large)
            let taken = try await call(port, .post, "/api/users", body: large.dropLast())
            let next = try await call(port, .get, "/api/users")

            #expect([refused, taken, next].map(\.response.status.code) == [413, 200, 200])
        }
    }

    @Test("A part of a file comes as it lies, and a file that is gone breaks the connection")
    func file() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        try Data(bytes).write(to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await listening { received in
            var answer = ServerAnswer(status: 206)
            let path = received.path == "/gone" ? "/nowhere" : folder.path
            (answer.file, answer.contentType) = (FilePart(path: path, offset: 7, count: 200_000), "image/png")
            return answer
        } _: { port in
            let part = try await call(port, .get, "/x")
            #expect(part.body == Array(bytes[7..<200_007]))
            #expect(part.response.headerFields[.contentType] == "image/png")
            #expect(try await call(port, .head, "/x").body.isEmpty)
            await #expect(throws: TransportError.self) { try await call(port, .get, "/gone") }
        }
    }

    @Test("Nothing is what a 204 and a HEAD hold")
    func bare() async throws {
        try await listening { received in
            received.method == .delete ? ServerAnswer(status: 204) : ServerAnswer("{}")
        } _: { port in
            let gone = try await call(port, .delete, "/api/x")
            let head = try await call(port, .head, "/api/x")

            #expect(gone.response.status.code == 204 && gone.body.isEmpty)
            #expect(head.response.status.code == 200 && head.body.isEmpty)
        }
    }
}
