import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Every command to the engine, in every state of it", .timeLimit(.minutes(10)))
struct EveryStateTests {
    enum State: String, CaseIterable, Sendable {
        case starting, live, offline, busy, outOfOrder, refused, late, elsewhere, catchingUp, storeFull
    }

    enum Command: String, CaseIterable, Sendable {
        case outbox, head, conversation, keysPressed, stored, drain, sendNow, follow, pass
    }

    @Test("none traps, hangs, hammers at the remote, or sends twice", arguments: State.allCases, Command.allCases)
    func command(state: State, command: Command) async throws {
        let folder = try TemporaryFolder()
        let lock = { EngineLock(path: folder.path + "/lock") }
        let other = lock()
        if state == .elsewhere { #expect(try other.tryAcquire()) }
        let desk = try EngineDesk()
        let engine = desk.engine(alive: ["memory"], lock: lock())
        try await enter(state, engine, desk)
        let id = try desk.write("hello", held: command == .sendNow ? nil : .seconds(5))
        let before = desk.requests.count

        try await give(command, to: engine, desk, id)
        await engine.take(.outbox)
        if state != .elsewhere { await desk.work(engine, for: .seconds(30)) }

        #expect(desk.requests.count - before < 60)
        #expect(desk.sends.count <= 1)
        #expect(try desk.row(id) != nil)
    }

    private func enter(_ state: State, _ engine: SyncEngine, _ desk: EngineDesk) async throws {
        desk.change { $0.add("hello?", at: start - .seconds(60)) }
        if state != .elsewhere { #expect(try await engine.acquireLock()) }
        if state != .starting, state != .elsewhere { await desk.work(engine, for: .seconds(30)) }
        switch state {
        case .starting, .live: break
        case .offline: await fail(.unreachable(detail: "down"), engine, desk)
        case .busy: await fail(.busy(after: .seconds(600), detail: "429"), engine, desk)
        case .outOfOrder: await fail(.outOfOrder(after: nil, detail: "500"), engine, desk)
        case .refused: await fail(.credentials(reason: "the token is wrong"), engine, desk)
        case .late: desk.clock.advance(.seconds(90))
        case .catchingUp: desk.clock.advance(.seconds(8 * 3600))
        case .storeFull: await engine.note(.store(.full), of: nil)
        case .elsewhere: #expect(try await !engine.acquireLock())
        }
    }

    private func fail(_ error: SyncError, _ engine: SyncEngine, _ desk: EngineDesk) async {
        desk.change { $0.pageFault = { _, _ in error } }
        await desk.work(engine, for: .seconds(60))
    }

    private func give(_ command: Command, to engine: SyncEngine, _ desk: EngineDesk, _ id: MessageID) async throws {
        let lead = try #require(try desk.row(id)?.leadID)
        switch command {
        case .outbox: await engine.take(.outbox)
        case .head: for _ in 0..<3 { await engine.take(.head) }
        case .conversation: await engine.take(.conversation(lead))
        case .keysPressed: await engine.take(.keysPressed)
        case .stored: await engine.take(.stored)
        case .drain: await engine.drain(within: .seconds(30))
        // What these end with is not what is tried here.
        case .sendNow: _ = try? await engine.sendNow(id, timeout: .seconds(20))
        case .follow: _ = try? await engine.follow(id, timeout: .seconds(20))
        case .pass: _ = try? await engine.fullPass()
        }
    }
}
