import Glibc
import HTTPTypes
import Testing

@testable import Transport

@Suite("Many calls, and calls given up")
struct ManyCallsTests {
    @Test("fifty calls at once get each its own answer over a few connections")
    func concurrency() async throws {
        let server = try LoopbackServer { connection, _ in
            while let request = connection.readRequest() { connection.answer(request.path) }
        }
        defer { server.stop() }
        let transport = CurlTransport()

        let matching = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let answer = try await transport.send(call(.get, "/\(number)", port: server.port))
                    return answer.body == Array("/\(number)".utf8)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }

        #expect(matching == 50)
        #expect(server.seen.count == 50)
    }

    @Test("no connection is left to a program that is started meanwhile")
    func connectionsStayHere() async throws {
        let server = try LoopbackServer { connection, _ in
            while let request = connection.readRequest() { connection.answer(request.path) }
        }
        defer { server.stop() }
        let transport = CurlTransport()
        _ = try await transport.send(call(.get, "/first", port: server.port))

        let flags = (3..<1024).filter { peerPort(of: $0) == server.port }.map { fcntl($0, F_GETFD) & FD_CLOEXEC }

        #expect(!flags.isEmpty && flags.allSatisfy { $0 == FD_CLOEXEC })
        _ = try await transport.send(call(.get, "/second", port: server.port))
    }

    /// The port at the other end of a connection of this process.
    private func peerPort(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        }
        return status == 0 && address.sin_family == AF_INET ? UInt16(bigEndian: address.sin_port) : nil
    }

    @Test("a call that is given up ends at once and says that it had left")
    func cancelInFlight() async throws {
        let (arrived, note) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            note.yield()
            connection.hang()
        }
        defer { server.stop() }
        let transport = CurlTransport()
        let task = Task { await failure(of: call(.post, port: server.port, body: "x=1"), by: transport) }
        for await _ in arrived { break }

        task.cancel()

        #expect(await task.value == .canceled(beforeSending: false))
    }

    @Test("a call that is given up before it starts never reaches the network")
    func cancelBeforeStart() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.answer("ok")
        }
        defer { server.stop() }
        let transport = CurlTransport()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(of: call(.post, port: server.port, body: "x=1"), by: transport)
        }

        #expect(await task.value == .canceled(beforeSending: true))
        #expect(server.seen.isEmpty)
    }

    @Test("a transport that nobody holds any more still finishes its call")
    func unheldTransport() async throws {
        let server = try LoopbackServer { connection, _ in
            connection.readRequest()
            connection.answer("late")
        }
        defer { server.stop() }

        let answer = try await CurlTransport().send(call(port: server.port))

        #expect(answer.body == Array("late".utf8))
    }
}
