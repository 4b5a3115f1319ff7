import Foundation
import HTTPTypes
import Testing

@testable import Transport

@Suite("Answers")
struct AnswerTests {
    @Test("the answer has its status, its headers and its body")
    func wholeAnswer() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.answer("{}", status: "429 Slow down", headers: "Retry-After: 7 \r\nX-A: 1\r\nX-A: 2\r\n")
        }
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(port: server.port))

        #expect(answer.response.status.code == 429)
        #expect(answer.response.headerFields[.retryAfter] == "7")
        #expect(answer.response.headerFields[values: HTTPField.Name("X-A")!] == ["1", "2"])
        #expect(answer.body == Array("{}".utf8))
    }

    @Test("the request arrives as it was written, its path untouched")
    func requestOnTheWire() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.answer("ok")
        }
        defer { server.stop() }
        let fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"]

        _ = try await CurlTransport().send(
            call(.post, "/a/../b?To=%2B1&x=%2f", port: server.port, body: "Body=a%20b", fields: fields))

        let request = try #require(server.seen.first)
        #expect(request.path == "/a/../b?To=%2B1&x=%2f")
        #expect(request.body == "Body=a%20b")
        #expect(request.head.contains("Content-Type: application/x-www-form-urlencoded"))
        #expect(!request.head.contains("Expect"))
        #expect(!request.head.contains("Authorization"))
    }

    @Test("other methods carry their name", arguments: [HTTPRequest.Method.delete, .put, .head])
    func methods(method: HTTPRequest.Method) async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(method, port: server.port))

        #expect(answer.response.status.code == 204)
        #expect(server.seen.first?.method == method.rawValue)
    }

    @Test("a body of a megabyte arrives whole, both ways")
    func largeBodies() async throws {
        let server = try LoopbackServer { connection, _ in
            guard let request = connection.readRequest() else { return }
            connection.answer(request.body)
        }
        defer { server.stop() }
        let text = String(repeating: "0123456789abcdef", count: 1 << 16)

        let answer = try await CurlTransport().send(call(.post, port: server.port, body: text, limit: 2 << 20))

        #expect(answer.body == Array(text.utf8))
    }

    @Test("an answer beyond the limit is refused before it fills the memory")
    func tooLarge() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            for _ in 0..<200 { connection.write([UInt8](repeating: 65, count: 10_000)) }
        }
        defer { server.stop() }

        let error = await failure(of: call(port: server.port, limit: 100_000), by: CurlTransport())

        #expect(error == .tooLarge)
    }

    @Test(
        "what is no HTTP is an error and no crash",
        arguments: ["\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "\0"])
    func noise(text: String) async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write(text)
        }
        defer { server.stop() }

        let error = await failure(of: call(port: server.port), by: CurlTransport())

        #expect(error != nil)
    }
}

@Suite("Answers that are packed or disguised")
struct PackedAnswerTests {
    /// `{"messages":[]}` as gzip packs it.
    private let packed = "H4sIAAAAAAACA6tWyk0tLk5MTy1WsoqOrQUAkcMwAA8AAAA="

    private func server(packed bytes: [UInt8]) throws -> LoopbackServer {
        try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n")
            connection.write(bytes)
        }
    }

    @Test("a packed answer is unpacked")
    func gzip() async throws {
        let server = try server(packed: [UInt8](try #require(Data(base64Encoded: packed))))
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(port: server.port))

        #expect(answer.body == Array(#"{"messages":[]}"#.utf8))
        #expect(server.seen.first?.head.contains("gzip") == true)
    }

    @Test("the limit counts what comes out of the packing, so nothing small can grow without bound")
    func unpackedLimit() async throws {
        let server = try server(packed: [UInt8](try #require(Data(base64Encoded: packed))))
        defer { server.stop() }

        let error = await failure(of: call(port: server.port, limit: 14), by: CurlTransport())

        #expect(error == .tooLarge)
    }

    @Test("packing that is broken is an error")
    func brokenPacking() async throws {
        let server = try server(packed: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF])
        defer { server.stop() }

        #expect(await failure(of: call(port: server.port), by: CurlTransport()) != nil)
    }

    @Test("a server that does not speak TLS gets nothing, the body least of all")
    func noTLS() async throws {
        let server = try LoopbackServer { connection, _ in connection.answer("hello") }
        defer { server.stop() }
        var secure = call(.post, port: server.port, body: "x=1")
        secure.request.scheme = "https"

        let error = await failure(of: secure, by: CurlTransport())

        #expect(error?.isNotSent == true)
    }

    @Test("interim answers and two status lines leave the last one's headers")
    func interimAnswer() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.answer("ok", headers: "X-Late: 1\r\n")
        }
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(port: server.port))

        #expect(answer.response.status.code == 200)
        #expect(answer.response.headerFields.map(\.name.rawName).contains("X-Early") == false)
        #expect(answer.response.headerFields.map(\.name.rawName).contains("X-Late"))
    }
}
