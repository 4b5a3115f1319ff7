import Foundation
import Testing

@testable import leadline

@Suite(.serialized) struct ServerSetupTests {
    @Test("An address is asked about before a token, and what cannot be reached leaves no trace")
    func unreachable() async throws {
        let home = try Home()
        let terminal = try PseudoTerminal(["setup"], in: home.environment, columns: 200)
        #expect(try await terminal.shows("or a server's address"))
        terminal.type("http://leadline.example\n")
        #expect(try await terminal.shows("That is no address of a server"))
        terminal.type("unix:/nowhere/at/all\n")
        #expect(try await terminal.shows("it is not shown"))
        terminal.type("leadline_user_hush\n")
        #expect(try await terminal.shows("The server cannot be reached."))

        #expect(try await terminal.end() == 3)
        #expect(!String(decoding: terminal.written, as: UTF8.self).contains("hush"))
        #expect(try home.entries(".config").isEmpty)
    }
}
