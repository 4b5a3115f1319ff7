import Foundation
import ServerTestSupport

@testable import ServerHTTP

extension RawConnection {
    /// Runs `body` beside a listener on a socket, whose path it gets.
    static func listening(
        _ answering: @escaping HTTPListener.Answering, _ body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let name = "s\(UInt32.random(in: 0...UInt32.max))"
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        let (ports, told) = AsyncStream<Int>.makeStream()
        let running = Task {
            try await HTTPListener(.unix(path: path), answering: answering).run { told.yield($0) }
        }
        _ = await ports.first { _ in true }
        let outcome = await Task.detached { try await body(path) }.result
        running.cancel()
        // However serving ended, it has ended.
        _ = try? await running.value
        try outcome.get()
    }
}
