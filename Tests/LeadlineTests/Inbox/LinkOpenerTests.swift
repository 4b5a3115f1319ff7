import Testing

@testable import leadline

@Suite struct LinkOpenerTests {
    @Test("A browser that ends without having opened anything is told of")
    func failure() async throws {
        let environment = Environment(["PATH": "/usr/bin:/bin", "BROWSER": "false"])

        let sentence = try await withCheckedThrowingContinuation { continuation in
            let opener = LinkOpener(environment: environment) { continuation.resume(returning: $0) }
            do {
                try opener.open(link: "https://example.com")
            } catch {
                continuation.resume(throwing: error)
            }
        }

        #expect(sentence == "false could not open it (it ended with 1)")
    }
}
