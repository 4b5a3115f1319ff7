import LocalStore
import Messaging
import TestSupport
import Testing
import TwilioSimulator

@Suite("Stopped by Ctrl-Z", .serialized)
struct StopTests {
    @Test("a sync that stands still keeps nobody out of the database, wherever it was stopped")
    func sync() async throws {
        let line = try await Line()
        await line.twilio.seed(SeedPlan(leads: 300, messages: 6000))
        let program = try BuiltProgram(["sync"], on: line)
        #expect(try await line.eventually { try line.store.counts().messages > 100 })

        var written = 0
        for round in 0..<12 {
            try await program.stop()
            // Waits for nobody: a transaction that was stopped half-way would let it wait in vain.
            if (try? line.store.notePresence(at: line.now)) != nil { written += 1 }
            program.goOn()
            try await Task.sleep(for: .milliseconds(7 * round % 40))
        }

        #expect(written == 12)
        #expect(await program.end.status == 0)
        try await line.expectEqualBooks()
        try await line.end()
    }
}
