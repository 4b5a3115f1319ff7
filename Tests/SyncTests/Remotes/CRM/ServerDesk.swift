import LocalStore
import Messaging
import Sync
import Synchronization
import TestSupport
import Testing

/// A client's engine on a pretended server.
struct ServerDesk {
    let server: PretendServer
    var clock: HandClock { server.clock }
    let store: InboxStore
    let told = Told()

    final class Told: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    init(_ server: PretendServer = PretendServer()) throws {
        self.server = server
        store = try InboxStore.inMemory(source: .server("unix:/run/test"), newName: IntentID.any)
    }

    var remote: CRMRemote {
        let clock = clock
        return CRMRemote(
            caller: CRMCaller(
                CRMAccess(socket: "/run/test", token: "hush"), transport: server, now: { clock.now },
                uptime: { clock.uptime }))
    }

    func engine() throws -> SyncEngine {
        let (clock, told) = (clock, told)
        return SyncEngine(
            store: store, remote: remote, lock: .alone(), settings: SyncSettings(),
            surroundings: SyncSurroundings(
                now: { clock.now }, uptime: { clock.uptime },
                sleep: { span in
                    clock.advance(span)
                    await Task.yield()
                },
                alarm: { _ in
                    while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
                },
                random: { 0.5 }, tell: { told.add($0) }))
    }

    @discardableResult
    func pass() async throws -> PassSummary { try await engine().fullPass() }

    func bodies(_ number: Int) throws -> [String] {
        guard let lead = try store.lead(PeerAddress(carrier: "+1555010\(1000 + number)")) else { return [] }
        return try store.conversationWindow(ConversationQuery(lead: lead.id, limit: 50))?.messages.map(\.body) ?? []
    }

    func lead(_ number: Int) throws -> LeadRow {
        try #require(try store.lead(PeerAddress(carrier: "+1555010\(1000 + number)")))
    }

    /// Waits until something is so.
    func until(_ holds: () throws -> Bool) async throws -> Bool {
        for _ in 0..<2000 {
            if try holds() { return true }
            try await Task.sleep(for: .milliseconds(2))
        }
        return false
    }

    /// A person who sees all that is here presses Enter.
    @discardableResult
    func write(_ body: String, to number: Int, hold: Duration? = nil) throws -> OutboxEntry {
        let lead = try lead(number)
        let seen = try store.conversationWindow(ConversationQuery(lead: lead.id, limit: 50))?.messages.last?.id
        let intent = OutgoingIntent(lead: lead.id, body: body, seenUpTo: seen)
        return try store.queue(intent, heldUntil: hold.map { clock.now + $0 }, now: clock.now)
    }
}
