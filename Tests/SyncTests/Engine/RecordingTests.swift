import Foundation
import GRDB
@testable import LocalStore
import Messaging
@testable import Sync
import Synchronization
import TestSupport
import Testing

@Suite("An answer that came while the database took nothing")
struct RecordingTests {
    /// What keeps the database from being written to.
    enum Trouble: CaseIterable {
        case busy, full, readOnly

        fileprivate var begin: String {
            switch self {
            // Whatever is written then, the disk has no room for it.
            case .full:
                """
                CREATE TABLE junk (bytes); PRAGMA max_page_count = 1;
                CREATE TRIGGER fill AFTER UPDATE ON message BEGIN INSERT INTO junk VALUES (zeroblob(100000)); END
                """
            case .readOnly, .busy: "PRAGMA query_only = 1"
            }
        }

        fileprivate var end: String {
            switch self {
            case .full: "PRAGMA max_page_count = 1000000; DROP TRIGGER fill; DROP TABLE junk"
            case .readOnly, .busy: "PRAGMA query_only = 0"
            }
        }
    }

    private let folder: TemporaryFolder
    private let desk: EngineDesk

    init() throws {
        folder = try TemporaryFolder()
        desk = try EngineDesk(path: folder.path + "/mirror.sqlite")
    }

    private func run(_ sql: String) {
        let store = desk.store
        do {
            try store.connection.use { try $0.writeWithoutTransaction { try $0.execute(sql: sql) } }
        } catch {
            Issue.record(error)
        }
    }

    /// Another program that writes to the file.
    private final class Lock: Sendable {
        private let path: String
        private let held = Mutex<DatabaseQueue?>(nil)

        init(_ path: String) { self.path = path }

        func take() { execute("BEGIN IMMEDIATE") }

        func release() { execute("ROLLBACK") }

        private func execute(_ sql: String) {
            do {
                var configuration = Configuration()
                configuration.allowsUnsafeTransactions = true
                let queue = try held.withLock { $0 } ?? DatabaseQueue(path: path, configuration: configuration)
                held.withLock { $0 = queue }
                try queue.inDatabase { try $0.execute(sql: sql) }
            } catch {
                Issue.record(error)
            }
        }
    }

    @Test(
        "It is written down as soon as that can be, and the text is neither looked for nor sent again",
        arguments: Trouble.allCases)
    func late(_ trouble: Trouble) async throws {
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        let text = try desk.write("on my way")
        let (suite, lock) = (self, Lock(folder.path + "/mirror.sqlite"))
        desk.change { $0.whenSent = { if trouble == .busy { lock.take() } else { suite.run(trouble.begin) } } }
        await desk.work(engine, for: .seconds(8))
        #expect(desk.sends == ["on my way"])
        #expect(try desk.row(text)?.sendState == .sending)

        desk.change { $0.whenSent = nil }
        if trouble == .busy { lock.release() } else { run(trouble.end) }
        await desk.work(engine, for: .seconds(30))

        #expect(desk.sends == ["on my way"])
        #expect(try desk.row(text)?.sendState == .submitted)
        #expect(desk.requests.allSatisfy { !$0.isAbout(People.ana) })
    }

    @Test("Where the process ends before, the next one finds the text in the list")
    func killed() async throws {
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        let text = try desk.write("on my way")
        let suite = self
        desk.change { $0.whenSent = { suite.run(Trouble.readOnly.begin) } }
        await desk.work(engine, for: .seconds(8))
        desk.change { $0.whenSent = nil }
        run(Trouble.readOnly.end)

        let next = desk.engine()
        _ = try await next.acquireLock()
        await desk.work(next, for: .seconds(60))

        #expect(desk.sends == ["on my way"])
        #expect(try desk.row(text)?.sendState == .submitted)
    }

    @Test("A command that sends waits until it is written down")
    func command() async throws {
        let text = try desk.write("on my way")
        let suite = self
        desk.change { $0.whenSent = { suite.run(Trouble.readOnly.begin) } }
        let engine = desk.engine()
        async let row = engine.sendNow(text)
        while desk.sends.isEmpty || desk.rests < 3 { await Task.yield() }
        run(Trouble.readOnly.end)

        #expect(try await row?.sendState == .submitted)
    }
}
