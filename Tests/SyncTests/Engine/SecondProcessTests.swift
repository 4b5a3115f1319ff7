import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("An inbox beside another one that is the engine")
struct SecondProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The profile's lock as one more process opens it.
    private func lock() -> EngineLock { EngineLock(path: folder.path + "/lock") }

    @Test("what arrives there is news: it rings, and is read when it is looked at")
    func news() async throws {
        let desk = try Desk()
        let first = lock()
        #expect(first.tryAcquire())
        let second = desk.engine(lock: lock())

        let run = Task { await second.run() }
        while desk.lastReport?.phase != .elsewhere { await Task.yield() }
        run.cancel()
        await run.value

        #expect(desk.reports.allSatisfy { !$0.isCatchingUp })
        #expect(desk.requests.isEmpty)
    }
}
