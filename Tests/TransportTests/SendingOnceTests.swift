import HTTPTypes
import Testing

@testable import Transport

@Suite("A message is handed over once")
struct SendingOnceTests {
    @Test("a connection that dies after reading a POST gets it once, and the outcome is unknown")
    func deadReusedConnection() async throws {
        let server = try LoopbackServer { connection, place in
            connection.readRequest()
            // On a machine so busy that the connection has grown too old to be used again, the other one dies.
            guard place == 0 else { return connection.end() }
            connection.answer("first")
            connection.readRequest()
            connection.end()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        _ = try await transport.send(call(port: server.port))

        let error = await failure(of: call(.post, port: server.port, body: "To=1&Body=once"), by: transport)

        #expect(error?.isUnknown == true)
        #expect(server.seen.filter { $0.method == "POST" }.count == 1)
    }

    @Test("a POST whose connection is reset is not repeated")
    func resetAfterReading() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.reset()
        }
        defer { server.stop() }

        let error = await failure(of: call(.post, port: server.port, body: "x=1"), by: CurlTransport())

        #expect(error?.isUnknown == true)
        #expect(server.seen.count == 1)
    }

    @Test("a POST without a body is not repeated either")
    func emptyPost() async throws {
        let server = try LoopbackServer { connection, place in
            connection.readRequest()
            guard place == 0 else { return }
            connection.answer("first")
            connection.readRequest()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        _ = try await transport.send(call(port: server.port))

        let error = await failure(of: call(.post, port: server.port), by: transport)

        #expect(error?.isUnknown == true)
        #expect(server.seen.filter { $0.method == "POST" }.count == 1)
    }

    @Test("an answer that is cut in the middle leaves the outcome unknown")
    func cutAnswer() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"sid\":")
        }
        defer { server.stop() }

        let error = await failure(of: call(.post, port: server.port, body: "x=1"), by: CurlTransport())

        #expect(error?.isUnknown == true)
    }

    @Test("a POST that nobody answers in time has an unknown outcome")
    func timeout() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.hang()
        }
        defer { server.stop() }

        let error = await failure(
            of: call(.post, port: server.port, body: "x=1", timeout: .seconds(2)), by: CurlTransport())

        #expect(error?.isUnknown == true)
    }

    @Test("where nobody listens nothing is sent")
    func connectionRefused() async throws {
        let server = try LoopbackServer { _, _ in }
        server.stop()

        let error = await failure(of: call(.post, port: server.port, body: "x=1"), by: CurlTransport())

        #expect(error?.isNotSent == true)
    }

    @Test("a redirect of a POST is handed back and not followed")
    func redirect() async throws {
        let server = try LoopbackServer { connection, _ in
            while let request = connection.readRequest() {
                let target = "Location: /elsewhere\r\n"
                connection.answer("", status: request.path == "/" ? "307 Moved" : "200 OK", headers: target)
            }
        }
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(.post, port: server.port, body: "x=1"))

        #expect(answer.response.status.code == 307)
        #expect(answer.response.headerFields[.location] == "/elsewhere")
        #expect(server.seen.count == 1)
    }
}
