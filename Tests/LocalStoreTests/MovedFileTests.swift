import Foundation
import LocalStore
import Messaging
import Synchronization
import Testing

@Suite("A database that does not lie where it was opened")
struct MovedFileTests {
    private func write(_ store: InboxStore) throws {
        _ = try store.ensureLead(
            PeerAddress(carrier: "+1555010\(Int.random(in: 1000...9999))"), display: "x", now: Stage.start)
    }

    @Test("Once the file was deleted, moved away or replaced, nothing is written into what nobody will see again")
    func refusesWrites() throws {
        for accident in ["rm one.sqlite", "mv one.sqlite away", "cp one.sqlite copy; mv copy one.sqlite"] {
            let folder = try Folder()
            let store = try folder.open()
            try write(store)
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            shell.arguments = ["-c", "cd '\(folder.path)' && \(accident)"]
            try shell.run()
            shell.waitUntilExit()
            try #require(shell.terminationStatus == 0)

            #expect(throws: StoreError.moved, "\(accident)") { try write(store) }
            #expect(throws: StoreError.moved, "\(accident)") { try store.counts() }
        }
    }

    @Test("A file that was moved away and comes back is written to again")
    func comesBack() throws {
        let folder = try Folder()
        let store = try folder.open()
        try FileManager.default.moveItem(atPath: folder.path + "/one.sqlite", toPath: folder.path + "/away")
        #expect(throws: StoreError.moved) { try write(store) }

        try FileManager.default.moveItem(atPath: folder.path + "/away", toPath: folder.path + "/one.sqlite")

        try write(store)
        #expect(try store.counts().leads == 1)
    }

    @Test("Whoever watches is told that the file is gone, and finds out why by reading", .timeLimit(.minutes(1)))
    func tellsWatchers() async throws {
        let folder = try Folder()
        let store = try folder.open()
        try write(store)
        let (told, teller) = AsyncStream.makeStream(of: Void.self)
        let watcher = try StoreWatcher(store) { teller.yield() }
        try FileManager.default.removeItem(atPath: folder.path + "/one.sqlite")

        for await _ in told {
            guard let problem = #expect(throws: StoreError.self, performing: { try store.counts() }) else { continue }
            #expect(problem == .moved)
            break
        }
        watcher.stop()
    }
}
