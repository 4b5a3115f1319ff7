import Foundation
import GRDB
@testable import LocalStore
import Messaging
import TestSupport
import Synchronization
import Testing

/// A folder that is gone at the end of the test.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "leadline-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(_ name: String = "one.sqlite", session: String = "a", source: AccountSource = Stage.source)
        throws -> InboxStore
    {
        try InboxStore(path: path + "/" + name, source: source, session: session, newName: IntentID.any)
    }

    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}

@Suite("The database file")
struct FileTests {
    @Test("Only its owner can read the file and what SQLite puts beside it")
    func rights() throws {
        let folder = try Folder()
        let store = try folder.open("deep/one.sqlite")
        _ = try store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)

        #expect(try folder.mode("deep") == 0o700)
        for name in ["one.sqlite", "one.sqlite-wal", "one.sqlite-shm"] {
            #expect(try folder.mode("deep/" + name) == 0o600)
        }
    }

    @Test("A file that others could read is tightened; a link is refused")
    func unsafeFiles() throws {
        let folder = try Folder()
        try folder.open().close()
        #expect(chmod(folder.path + "/one.sqlite", 0o644) == 0)
        try folder.open().close()
        #expect(try folder.mode("one.sqlite") == 0o600)

        #expect(symlink(folder.path + "/one.sqlite", folder.path + "/link.sqlite") == 0)
        #expect(throws: StoreError.self) { try folder.open("link.sqlite") }
    }

    @Test("A mirror of the first version is brought up to date where it lies, with all that is in it")
    func olderVersion() throws {
        let folder = try Folder()
        try DatabaseQueue(path: folder.path + "/one.sqlite").write { db in
            try db.execute(sql: Schema.step1)
            try db.execute(
                sql: "INSERT INTO note (key, value) VALUES ('source', ?)", arguments: [Stage.source.text])
            try db.execute(
                sql: """
                    INSERT INTO draft (lead_id, address, body, caret, media_urls, version, saved_at)
                    VALUES (1, '', 'half a thought', 0, '', 7, 0);
                    INSERT INTO outbox
                        (message_id, lead_id, recipient, body, media_urls, state, queued_at, source, session)
                    VALUES (9, 1, '+15550100100', 'hi', '', 3, 5, 'test', 'before');
                    INSERT INTO list_cursor (number, side, has_begun, next_page, reached_end)
                    VALUES ('+15550100100', 'to', 1, '/page2', 0);
                    PRAGMA user_version = 1
                    """)
        }

        let store = try folder.open()
        let lead = try store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        #expect(try store.draft(of: lead)?.text == "half a thought")
        try store.apply(.name("Ana"), to: lead, now: Stage.start)
        try store.saveDraft(Draft(text: "a whole one"), of: lead, now: Stage.start)

        #expect(try store.lead(lead)?.name == "Ana")
        #expect(try store.draft(of: lead)?.text == "a whole one")
        #expect(try store.news(after: 0).items.map(\.lead) == [lead, lead])
        let waiting = try #require(try store.openOutbox().first)
        #expect(waiting.body == "hi" && waiting.state == .pending && waiting.sender == nil && waiting.service == nil)
        #expect(try store.cursors().map(\.nextPage) == ["/page2"])
    }

    @Test("A database of another account is refused, and the refusal says whose it is")
    func otherSource() throws {
        let folder = try Folder()
        try folder.open().close()
        let other = AccountSource(text: "twilio:AC1@http://127.0.0.1")

        #expect(throws: StoreError.otherSource(found: Stage.source.text, wanted: other.text)) {
            try folder.open(source: other)
        }
    }

    @Test("A database of a later Leadline is refused and left as it is")
    func newerVersion() throws {
        let folder = try Folder()
        try folder.open().close()
        let path = folder.path + "/one.sqlite"
        let queue = try DatabaseQueue(path: path)
        let known = try queue.writeWithoutTransaction { db in
            let known = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try db.execute(sql: "PRAGMA user_version = \(known + 1)")
            return known
        }
        try queue.close()

        #expect(throws: StoreError.newerVersion(found: known + 1, known: known)) { try folder.open() }
        let after = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(after == known + 1)
    }

    @Test("A database that another program does not let go of is busy, and what was there stays")
    func busy() throws {
        let folder = try Folder()
        let store = try folder.open()
        let lead = try store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        try store.saveDraft(Draft(text: "before"), of: lead, now: Stage.start)
        let other = try DatabaseQueue(path: folder.path + "/one.sqlite")

        try other.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: StoreError.busy) { try store.saveDraft(Draft(text: "after"), of: lead, now: Stage.start) }
            try db.execute(sql: "ROLLBACK")
        }

        #expect(try store.draft(of: lead)?.text == "before")
        try store.saveDraft(Draft(text: "after"), of: lead, now: Stage.start)
        #expect(try store.draft(of: lead)?.text == "after")
    }

    @Test("A process that ends leaves nothing for the next start to read, and others may go on reading meanwhile")
    func folded() throws {
        let folder = try Folder()
        let store = try folder.open(), other = try folder.open(session: "b")
        func unfolded() throws -> Int {
            try Data(contentsOf: URL(fileURLWithPath: folder.path + "/one.sqlite-wal")).count
        }
        _ = try store.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        #expect(try unfolded() > 0)

        store.fold()

        #expect(try unfolded() == 0)
        #expect(try other.counts().leads == 1)
        _ = try store.ensureLead(PeerAddress(carrier: "+15550100101"), display: "y", now: Stage.start)
        #expect(try other.counts().leads == 2)
    }

    @Test("A file that is no database, or is cut off, is refused and left as it is")
    func damaged() throws {
        let folder = try Folder()
        let text = Data(String(repeating: "not a database ", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: folder.path + "/text.sqlite"))
        #expect(throws: StoreError.self) { try folder.open("text.sqlite") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/text.sqlite")) == text)

        let store = try folder.open()
        for n in 0..<50 {
            _ = try store.ensureLead(PeerAddress(carrier: "+155501\(10000 + n)"), display: "x", now: Stage.start)
        }
        try store.close()
        #expect(truncate(folder.path + "/one.sqlite", 5000) == 0)
        do {
            _ = try folder.open().counts()
            Issue.record("a cut file was opened")
        } catch StoreError.damaged {}
    }

    @Test("What was written is there when the file is opened again")
    func reopened() throws {
        let folder = try Folder()
        let first = try folder.open()
        let lead = try first.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        try first.saveDraft(Draft(text: "half a thought", caret: 4), of: lead, now: Stage.start)
        try first.close()

        let second = try folder.open(session: "b")

        #expect(try second.draft(of: lead) == Draft(text: "half a thought", caret: 4))
        #expect(try second.lead(lead)?.hasDraft == true)
    }

    @Test("Held messages of a process that is gone wait for a person; those of this one do not")
    func heldByOthers() throws {
        let folder = try Folder()
        let first = try folder.open(session: "a")
        let lead = try first.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        let soon = Stage.start + .seconds(5)
        let gone = try first.queue(OutgoingIntent(lead: lead, body: "one"), heldUntil: soon, now: Stage.start)
        try first.close()
        let second = try folder.open(session: "b")
        let mine = try second.queue(OutgoingIntent(lead: lead, body: "two"), heldUntil: soon, now: Stage.start)

        let asked = try second.recoverAttempts(now: Stage.start)

        #expect(asked.map(\.id) == [gone.id])
        #expect(try second.openOutbox().map(\.waitsForPerson) == [true, false])
        #expect(try second.outboxEntry(mine.id)?.dueAt == soon)
    }

    @Test("One process at a time holds the engine's lock")
    func lock() throws {
        let folder = try Folder()
        let one = EngineLock(path: folder.path + "/one.lock"), two = EngineLock(path: folder.path + "/one.lock")

        #expect(try one.tryAcquire())
        #expect(try !two.tryAcquire())
        one.giveBack()
        #expect(try two.tryAcquire())
    }

    @Test("The engine's lock says who holds it, and nobody who let go of it")
    func holder() throws {
        let folder = try Folder()
        let path = folder.path + "/one.lock"
        let long = EngineLock(path: path, name: "1234567-890-long"), short = EngineLock(path: path, name: "12-3-4")

        #expect(EngineLock.holder(at: path) == nil)
        #expect(try long.tryAcquire())
        #expect(try !short.tryAcquire())
        #expect(EngineLock.holder(at: path) == "1234567-890-long")
        long.giveBack()
        #expect(EngineLock.holder(at: path) == nil)
        #expect(try short.tryAcquire())
        #expect(EngineLock.holder(at: path) == "12-3-4")
    }

    @Test("A lock that cannot be opened is a fault, not a neighbour's")
    func lockInTheWay() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path + "/one.lock", withIntermediateDirectories: false)

        #expect(throws: StoreError.unsafeFile(path: folder.path + "/one.lock", reason: "is a folder")) {
            try EngineLock(path: folder.path + "/one.lock").tryAcquire()
        }
    }

    @Test("A change by another process is told of, and so is one by this")
    func watched() async throws {
        let folder = try Folder()
        let ours = try folder.open(session: "a"), theirs = try folder.open(session: "b")
        let calls = AsyncStream<Void>.makeStream()
        let watcher = try StoreWatcher(ours) { calls.continuation.yield() }
        var heard = calls.stream.makeAsyncIterator()

        _ = try theirs.ensureLead(PeerAddress(carrier: "+15550100100"), display: "x", now: Stage.start)
        await heard.next()
        _ = try ours.ensureLead(PeerAddress(carrier: "+15550100101"), display: "x", now: Stage.start)
        await heard.next()

        watcher.stop()
    }
}
