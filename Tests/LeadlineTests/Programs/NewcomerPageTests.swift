import Drawing
import Foundation
import Inbox
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

    @Test("The table of settings is the program's own, with the values that hold where nothing is said")
    func settings() throws {
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        let table = ProfileKey.table.joined(separator: "\n")

        #expect(text.contains("\n\n\(table)\n\n"), "The README should hold:\n\(table)")
        for key in ProfileKey.allCases { #expect(!key.page.meaning.isEmpty && !key.page.usual.isEmpty) }
    }

    @Test("The table of signs is the program's own")
    func signs() throws {
        let text = try String(contentsOf: Self.readme, encoding: .utf8)

        for (sign, meaning) in SignTable.rows(GlyphSet.plain.signs) {
            #expect(text.contains("| `\(sign)` | \(meaning) |\n"))
        }
    }

    @Test("The settings that the README shows are read without a complaint")
    func example() throws {
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        let start = try #require(text.range(of: "```toml\n")?.upperBound)
        let example = String(text[start...].prefix { $0 != "`" }).replacing("AC…", with: accountSID)
        let file = try SettingsFile(path: "config.toml", text: example)

        let settings = try Settings(file: file, path: "config.toml", environment: Environment([:]))
        let profile = try settings.profile()

        #expect(settings.warnings.isEmpty)
        #expect(KeyPreferences(bindings: profile.likes.bindings).problems.isEmpty)
        #expect(profile.likes.bindings.contains { $0.context == "table" })
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
