import GRDB
import GRDBSQLite
import Messaging
import Testing

@testable import LocalStore

@Suite("Conversations that only one side ever wrote")
struct MonologueTests {
    @Test(
        "A lead with thousands of messages of one side is not walked through when one of them changes",
        arguments: [Direction.inbound, .outbound])
    func longMonologue(side: Direction) throws {
        func row(_ n: Int) -> RemoteMessage {
            side == .inbound ? Stage.inbound(n, at: Int64(n)) : Stage.outbound(n, at: Int64(n), status: .sent)
        }
        let stage = try Stage()
        let count = 20_000
        for start in stride(from: 1, to: count, by: 1000) { try stage.take((start..<start + 1000).map(row)) }
        let lead = try #require(try stage.lead()?.id)
        try stage.store.apply(.read(), to: lead, now: Stage.start)

        let work = try stage.work {
            try stage.take([Stage.inbound(count + 1, at: Int64(count + 1))])
            try stage.take([Stage.outbound(count + 2, at: Int64(count + 2), status: .failed)])
            var changed = row(count - 10)
            (changed.body, changed.updatedAt) = ("", Stage.start + .seconds(100_000))
            changed.status = side == .inbound ? .received : .undelivered
            try stage.take([changed])
            try stage.store.apply(.read(), to: lead, now: Stage.start)
            try stage.store.apply(.unread, to: lead, now: Stage.start)
        }

        #expect(work < 20_000)
    }
}

extension Stage {
    /// How many steps of SQLite's machine `body` takes, to the next thousand.
    func work(_ body: () throws -> Void) throws -> Int {
        final class Count { var steps = 0 }
        let count = Count()
        let unmanaged = Unmanaged.passUnretained(count)
        func watch(_ step: (@convention(c) (UnsafeMutableRawPointer?) -> Int32)?) {
            store.connection.use { database in
                database.writeWithoutTransaction { db in
                    sqlite3_progress_handler(db.sqliteConnection, 1000, step, unmanaged.toOpaque())
                }
            }
        }
        watch { pointer in
            if let pointer { Unmanaged<Count>.fromOpaque(pointer).takeUnretainedValue().steps += 1000 }
            return 0
        }
        try body()
        watch(nil)
        return count.steps
    }
}
