import Glibc
import Messaging
import TestSupport
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

    @Test("A text that was taken over is named before it is sent, and nobody is told that it waits when it has left")
    func sentAtTheEnd() async throws {
        let account = try await Sitting.account()
        try account.takeTime()
        let watch = try await BackgroundRun(["watch"], in: account.environment)
        while try await leadline(["sync"], in: account.environment).code == 0 {
            try await Task.sleep(for: .milliseconds(50))
        }
        let heir = try await Sitting(at: account)
        let writer = try await Sitting(at: account)
        try await writer.send("wait for me")
        writer.terminal.type("q")
        #expect(try await writer.terminal.shows("back to draft and quit"))
        writer.terminal.signal(SIGKILL)
        #expect(try await heir.terminal.shows("This was never sent"))
        // A question that comes by itself is read before it is answered.
        try await Task.sleep(for: .seconds(1))
        try await heir.terminal.answer("k", to: "This was never sent")

        // A letter that comes right behind an answer belongs to the question.
        try await Task.sleep(for: .seconds(1))
        heir.terminal.type("q")
        #expect(
            try await heir.terminal.shows("One message has not left yet: “wait for me”", seconds: 20),
            "\(heir.terminal.glass.lines)")
        try await Task.sleep(for: .seconds(1))
        try await heir.terminal.answer("s", to: "back to draft and quit")

        #expect(try await heir.terminal.end(seconds: 60) == 0)
        #expect(try heir.messages().last?.sendState == .submitted)
        watch.signal(SIGTERM)
        _ = try await watch.end()
    }
}
