import HTTPTypes
import Messaging
import Synchronization
import Testing

@testable import TwilioSimulator

@Suite("Starting a simulator")
struct StartingTests {
    @Test("Only loopback is listened on", arguments: ["0.0.0.0", "192.0.2.1", "example.com", "::", "::1"])
    func loopbackOnly(host: String) async {
        var options = SimulatorOptions()
        options.host = host

        await #expect(throws: SimulatorError.self) { _ = try await LocalTwilio.start(options) }
    }

    @Test("A port that is taken is an error, not a wait")
    func portTaken() async throws {
        let first = try await LocalTwilio.start()
        var options = SimulatorOptions()
        options.port = first.port

        await #expect(throws: SimulatorError.self) { _ = try await LocalTwilio.start(options) }
        await first.stop()
    }

    @Test("Identifiers follow from the seed")
    func identifiers() {
        let mint = SIDMint(seed: 9)
        let sids = (0..<2000).map { mint.sid("SM", .message, $0) }

        #expect(Set(sids).count == 2000)
        #expect(sids == (0..<2000).map { SIDMint(seed: 9).sid("SM", .message, $0) })
        #expect(sids.enumerated().allSatisfy { mint.number($1, letters: ["SM"], .message) == $0 })
        #expect(mint.number(sids[5], letters: ["SM"], .media) == nil)
        #expect(mint.number("SM" + String(repeating: "0", count: 32), letters: ["SM"], .message) == nil)
    }

    @Test("A simulator that follows another clock shows that clock's time and keeps its promises by it")
    func followedClock() async throws {
        let clock = SharedClock()
        try await withSimulator {
            $0.clock = .following { clock.now }
        } _: { _, caller in
            let sent = try await caller.send("x")
            clock.advance(.seconds(3600))
            let later = try await caller.call(.get, try #require(sent.text("uri")))

            #expect(later.text("status") == "delivered")
            #expect(later.text("date_sent") == "Mon, 23 Nov 2026 12:00:00 +0000")
            #expect(later.headers[.date] == "Mon, 23 Nov 2026 13:00:00 GMT")
        }
    }

    private final class SharedClock: Sendable {
        private let reading = Mutex(start)

        var now: Instant { reading.withLock { $0 } }

        func advance(_ span: Duration) { reading.withLock { $0 = $0 + span } }
    }
}
