import Foundation
import Testing

@testable import leadline

@Suite("The README says what the program does")
struct NewcomerPageTests {
    static let readme = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")

    @Test("The table of keys is the program's own")
    func keys() async throws {
        let home = try Home()
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        let table = try await leadline(["keys", "--markdown"], in: home.environment).output

        #expect(text.contains(table.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test("Every command has its line")
    func commands() async throws {
        let home = try Home()
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        let help = try await leadline(["--help"], in: home.environment).lines
        let names = help.drop { $0 != "SUBCOMMANDS:" }.dropFirst()
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }

        #expect(names.count > 15)
        for name in names where name != "inbox" && name != "See" {
            #expect(text.contains("`\(name)`") || text.contains("leadline \(name)"), "\(name) is not in the README")
        }
    }
}
