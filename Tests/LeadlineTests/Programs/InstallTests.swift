import Foundation
import Testing

@testable import leadline

@Suite("Programs are installed whole, and taken away again")
struct InstallTests {
    private func installPrograms(_ arguments: [String], in home: Home) async throws -> CommandOutcome {
        let script = NewcomerPageTests.readme.deletingLastPathComponent().path + "/Tests/Setup/install-programs"
        return try await run(script, arguments, in: home.environment)
    }

    @Test("What was installed finds its themes and its manual page; nothing of it stays when it is removed")
    func installed() async throws {
        let home = try Home()
        let prefix = home.path + "/usr"
        let built = (ProgramPath.own as NSString).deletingLastPathComponent

        let outcome = try await installPrograms([prefix, built], in: home)
        let files = try FileManager.default.subpathsOfDirectory(atPath: prefix)
        let removed = try await installPrograms(["--remove", prefix], in: home)

        #expect(outcome.code == 0, "\(outcome.errors)")
        for file in ["bin/leadline", "share/man/man1/leadline.1", "share/leadline/themes/dark.toml"] {
            #expect(files.contains(file), "\(file)")
        }
        #expect(removed.code == 0)
        let left = try FileManager.default.subpathsOfDirectory(atPath: prefix)
        #expect(!left.contains { $0.contains("leadline") || $0.contains("simulator") })
    }

    @Test("A prefix that the shell left as it was is refused, and no folder of that name is made")
    func unexpanded() async throws {
        let outcome = try await installPrograms(["~/.local"], in: Home())

        #expect(outcome.code == 64 && outcome.errors.contains("$HOME/.local"))
    }
}
