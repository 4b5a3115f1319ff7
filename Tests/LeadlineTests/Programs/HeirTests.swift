import Glibc
import Messaging
import Testing

@testable import leadline

@Suite(.serialized) struct HeirTests {
    @Test("Where an inbox is killed that asks about a text, one other asks soon, though nothing else happens")
    func killedWhileAsking() async throws {
        let account = try await Sitting.account()
        try account.takeTime()
        let heir = try await Sitting(at: account)
        #expect(try await heir.terminal.shows("live"))
        let writer = try await Sitting(at: account)
        try await writer.send("wait for me")
        writer.terminal.type("q")
        #expect(try await writer.terminal.shows("back to draft and quit"))
        #expect(try await heir.terminal.shows("waits for a word in another inbox"))

        writer.terminal.signal(SIGKILL)

        #expect(try await heir.terminal.shows("This was never sent"))
        #expect(try heir.messages().last?.sendState == .held)
    }
}
