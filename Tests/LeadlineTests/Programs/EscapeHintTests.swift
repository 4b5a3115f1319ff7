import Testing

@testable import leadline

/// A multiplexer that holds Escape back.
@Suite(.serialized) struct EscapeHintTests {
    @Test("What tmux needs is said whole on a usual screen, and once")
    func once() async throws {
        let account = try await Sitting.account()
        _ = try await account.home.writeProgram("echo 500", to: "tmux")
        let path = account.home.path + ":/usr/bin:/bin"
        let variables = account.environment.merging(["TMUX": "/tmp/none,1,0", "PATH": path]) { $1 }

        let first = try PseudoTerminal([], in: variables, columns: 80, rows: 24)
        #expect(try await first.shows("tmux holds Escape back for 500 ms"))
        #expect(try await first.shows("~/.tmux.conf."))
        first.type("q")
        #expect(try await first.end() == 0)

        let second = try PseudoTerminal([], in: variables, columns: 80, rows: 24)
        #expect(try await second.shows("? help"))
        try await second.settle()
        #expect(!String(decoding: second.written, as: UTF8.self).contains("holds Escape back"))
        second.type("q")
        #expect(try await second.end() == 0)
    }
}
