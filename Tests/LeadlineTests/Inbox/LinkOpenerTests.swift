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

    @Test("A browser that is not there is told of, too, and is an error where nobody listens")
    func missing() async throws {
        let environment = Environment(["PATH": "/usr/bin:/bin", "BROWSER": "no-such-browser"])

        let sentence = try await withCheckedThrowingContinuation { continuation in
            let opener = LinkOpener(environment: environment) { continuation.resume(returning: $0) }
            do {
                try opener.open(link: "https://example.com")
            } catch {
                continuation.resume(throwing: error)
            }
        }

        #expect(sentence == "no-such-browser cannot be started: No such file or directory")
        #expect(throws: Complaint.self) { try LinkOpener(environment: environment).open(link: "https://example.com") }
    }
}
