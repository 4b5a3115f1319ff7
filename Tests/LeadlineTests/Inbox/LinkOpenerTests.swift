import Testing

@testable import leadline

@Suite struct LinkOpenerTests {
    private static func environment(_ browser: String) -> Environment {
        Environment(["PATH": "/usr/bin:/bin", "BROWSER": browser])
    }

    @Test(
        "A browser that is not there, or ends without having opened anything, is told of",
        arguments: [
            ("false", "false could not open it (it ended with 1)"),
            ("no-such-browser", "no-such-browser cannot be started: No such file or directory"),
        ])
    func failure(browser: String, told: String) async throws {
        let sentence = try await withCheckedThrowingContinuation { continuation in
            let opener = LinkOpener(environment: Self.environment(browser)) { continuation.resume(returning: $0) }
            do {
                try opener.open(link: "https://example.com")
            } catch {
                continuation.resume(throwing: error)
            }
        }

        #expect(sentence == told)
    }

    @Test("Where nobody listens, a browser that is not there is an error")
    func unheard() {
        let opener = LinkOpener(environment: Self.environment("no-such-browser"))

        #expect(throws: Complaint.self) { try opener.open(link: "https://example.com") }
    }
}
