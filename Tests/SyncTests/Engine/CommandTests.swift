import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("leadline sync and leadline send")
struct CommandTests {
    @Test("a full pass sends what is due, looks once at each unknown, and fetches everything")
    func fullPass() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<40 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index * 60))
            }
            state.fates = [.accepted, .lostBefore]
        }
        _ = try desk.write("due", to: People.ana)
        let lost = try desk.write("lost", to: People.bruno)
        let engine = desk.engine()

        let summary = try await engine.fullPass()

        #expect(desk.sends == ["due", "lost"])
        #expect(summary.unknown == 1)
        #expect(summary.isComplete)
        #expect(try desk.store.counts().messages == 42)
        #expect(try desk.row(lost)?.sendState == .unknown)
    }

    @Test("a text that becomes due during a long pass leaves then, its conversation read before")
    func dueMeanwhile() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<60 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index * 60))
            }
        }
        _ = try desk.write("held", to: People.bruno, held: .milliseconds(300))

        let summary = try await desk.engine(alive: ["memory"]).fullPass()

        #expect(summary.isComplete)
        let sent = try #require(desk.requests.firstIndex { $0.isHistory })
        #expect(desk.sends == ["held"])
        #expect(desk.requests[..<sent].contains(.newest(to: People.desk.e164, from: People.bruno.e164, size: 3)))
    }

    @Test("a full pass fetches what somebody waits for: attachments, and the price of a country")
    func wishes() async throws {
        let desk = try EngineDesk()
        let folder = try TemporaryFolder()
        desk.change { state in
            state.add("a picture", at: start - .seconds(60))
            state.listPrice = Price(millionths: 50_000, unit: "USD")
        }
        let engine = desk.engine(cache: MediaCache(folder: folder.path))
        _ = try await engine.fullPass()
        let message = try #require(try desk.conversation().first)
        try desk.store.want(.list(message.id), now: desk.clock.now)
        try desk.store.wantListPrice(of: "DE", for: message.leadID, now: desk.clock.now)

        _ = try await engine.fullPass()

        #expect(desk.mediaRequests == 1)
        #expect(desk.priceRequests == ["DE"])
    }

    @Test("a list whose next page makes no sense does not keep the others waiting")
    func nonsensePage() async throws {
        let desk = try EngineDesk(numbers: [People.desk, People.secondDesk])
        desk.change { state in
            for index in 0..<20 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index * 60))
            }
        }
        let engine = desk.engine()
        _ = try await engine.fullPass()
        desk.change { state in
            for index in 0..<20 {
                state.add("new \(index)", peer: People.lead(index), at: start + .seconds(index))
            }
            state.add("to the shop", ours: People.secondDesk, at: start + .seconds(30))
            state.pageFault = { _, request in
                if case .next = request { .ourFault(detail: "outside of the account") } else { nil }
            }
        }

        await desk.work(engine, for: .seconds(120))

        #expect(try desk.conversation().contains { $0.body == "to the shop" })
    }

    @Test("a second pass over a quiet account costs a handful of requests")
    func again() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<40 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index * 60))
            }
        }
        _ = try await desk.engine().fullPass()
        let before = desk.requests.count

        let summary = try await desk.engine().fullPass()

        #expect(summary.inserted == 0)
        #expect(desk.requests.count - before <= 4)
    }

    @Test("a pass that the network ends says so, and keeps what it read")
    func networkEnds() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<40 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index * 60))
            }
            state.meanwhile = { $0.faults = Array(repeating: .unreachable(detail: "down"), count: 10) }
        }
        let engine = desk.engine()

        await #expect(throws: SyncError.self) { try await engine.fullPass() }

        #expect(try desk.store.counts().messages == 5)
    }

    @Test("a text is handed over at once and shown as it then stands")
    func sendNow() async throws {
        let desk = try EngineDesk()
        let id = try desk.write("hello")

        let row = try await desk.engine().sendNow(id)

        #expect(row?.sendState == .submitted)
        #expect(row?.status == .queued)
        #expect(desk.sends == ["hello"])
    }

    @Test("a send without an answer ends as unknown, and following it finds out")
    func sendUnknown() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.fates = [.lostAfter]
            state.progress = [(.seconds(3), .sent), (.seconds(20), .delivered)]
        }
        let id = try desk.write("hello")
        let engine = desk.engine()

        let row = try await engine.sendNow(id)
        #expect(row?.sendState == .unknown)
        let followed = try await engine.follow(id, timeout: .seconds(120))

        #expect(followed?.status == .delivered)
        #expect(desk.sends == ["hello"])
    }

    @Test("a text behind an unknown one to the same number is left for later at once")
    func sendBehindUnknown() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostBefore] }
        let (first, second) = (try desk.write("first"), try desk.write("second"))
        let engine = desk.engine()
        _ = try await engine.sendNow(first)
        let before = desk.clock.now

        let row = try await engine.sendNow(second)

        #expect(row?.sendState == .pending)
        #expect(desk.sends == ["first"])
        #expect(desk.clock.now - before < .seconds(2))
    }

    @Test("a busy remote is waited for as long as there is time")
    func sendBusy() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.busy(after: .seconds(7))] }
        let id = try desk.write("hello")

        let row = try await desk.engine().sendNow(id)

        #expect(row?.sendState == .submitted)
        #expect(desk.sends == ["hello", "hello"])
    }

    @Test("a send that is given up while the line hangs ends, and its text stays in the outbox")
    func sendGivenUp() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.offset = nil
            state.pageStalls = { _, _ in true }
        }
        let id = try desk.write("hello")
        let engine = desk.engine()

        let send = Task { try await engine.sendNow(id) }
        for await _ in desk.remote.stalled { break }
        send.cancel()
        _ = await send.result

        #expect(try desk.row(id)?.sendState == .pending)
        #expect(desk.sends.isEmpty)
    }

    @Test("a text that a process was sending when it was killed is looked for by who follows it")
    func followLeftover() async throws {
        let desk = try EngineDesk()
        let id = try desk.write("hello")
        _ = try desk.store.beginAttempt(id, at: desk.clock.now, now: desk.clock.now)

        let row = try await desk.engine().follow(id, timeout: .seconds(30))

        #expect(row?.sendState == .unknown)
        #expect(!desk.requests.isEmpty)
    }

    @Test("following ends when its time is up")
    func followTimeout() async throws {
        let desk = try EngineDesk()
        let id = try desk.write("hello")
        let engine = desk.engine()
        _ = try await engine.sendNow(id)
        let before = desk.clock.now

        let row = try await engine.follow(id, timeout: .seconds(30))

        #expect(row?.status == .queued)
        #expect(desk.clock.now - before < .seconds(35))
    }
}
