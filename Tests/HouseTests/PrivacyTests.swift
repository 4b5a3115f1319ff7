import Testing

@Suite("What the repository may not tell")
struct PrivacyTests {
    private let house = House.shared

    /// Hosts that the product itself talks about; everything else is an example, and examples have reserved names.
    private static let hosts = [
        "github.com", "swift.org", "twilio.com", "unicode.org", "ietf.org", "rfc-editor.org", "w3.org", "debian.org",
        "localhost", "127.0.0.1", "json-schema.org", "no-color.org", "sqlite.org", "freedesktop.org", "img.shields.io",
    ]
    private static let reserved = [
        ".example", ".test", ".invalid", ".localhost", "example.com", "example.org", "example.net",
    ]

    @Test("No file names a path of the machine it was written on")
    func paths() {
        // A path begins behind a blank, a quote or a bracket; in the middle of an address the word means nothing.
        let pattern = /(?:^|[\s"'`(=:])\/(Users|root|work|mnt|workspace)\/[A-Za-z._]/
        for path in textFiles {
            for match in house.text(path).matches(of: pattern) {
                Issue.record("\(path) names a path in \(match.output.1)")
            }
        }
    }

    @Test("Hosts are Twilio's, a standard's, or reserved for examples")
    func hosts() {
        for path in textFiles where !path.hasPrefix("Tests/Fixtures/") {
            for match in house.text(path).matches(of: /https?:\/\/([A-Za-z0-9.-]*[A-Za-z0-9])/) {
                let host = match.output.1.lowercased()
                let isKnown = Self.hosts.contains { host == $0 || host.hasSuffix("." + $0) }
                let isExample =
                    Self.reserved.contains { host.hasSuffix($0) } || !host.contains(".") || Self.isNumeric(host)
                #expect(isKnown || isExample, "\(path) names \(host)")
            }
        }
    }

    /// What people wrote by hand; fixtures of other people's documents and pictures are not.
    private var textFiles: [String] {
        let kinds = [".swift", ".md", ".toml", ".h", ".c", ".cpp", ".modulemap", ".py", ".sh", ".json", ".txt"]
        return house.paths.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return kinds.contains { name.hasSuffix($0) } || !name.contains(".") || name.hasPrefix(".")
        }
    }

    private static func isNumeric(_ host: String) -> Bool { host.allSatisfy { $0.isNumber || $0 == "." } }
}
