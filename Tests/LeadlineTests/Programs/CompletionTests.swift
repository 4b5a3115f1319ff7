import Foundation
import Testing

@testable import leadline

/// What the shell offers, asked of a real one.
@Suite struct CompletionTests {
    /// What bash offers behind these words, of which the last is being typed.
    private func offers(_ words: [String], in home: Home) async throws -> [String] {
        let script = NewcomerPageTests.readme.deletingLastPathComponent().path + "/Tests/Setup/completions"
        let program = ProgramPath.beside("leadline")
        let shell = """
            eval "$(python3 "$0" leadline "$1" bash)"
            COMP_WORDS=("${@:1}"); COMP_CWORD=$(($# - 1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            _leadline_in_any_order leadline "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let outcome = try await run("/bin/bash", ["-c", shell, script, program] + words, in: home.environment)
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test(
        "Options before the command change nothing of what is offered behind them",
        arguments: [
            [], ["--profile", "shop"], ["--profile", "=", "shop"], ["--config", "FILE", "--profile", "shop"],
        ])
    func beforeTheCommand(_ options: [String]) async throws {
        let home = try Home()

        #expect(try await offers(options + ["do", "don"], in: home) == ["done"])
        #expect(try await offers(options + ["lea"], in: home) == ["leads"])
        #expect(try await offers(options + ["leads", "--so"], in: home) == ["--sort"])
        #expect(try await offers(options + [""], in: home).contains("search"))
    }

    @Test("Without a command the inbox's own options are offered, and the profiles of the settings")
    func inboxOptions() async throws {
        let home = try Home()
        let path = home.path + "/some.toml"
        try "[profile.shop]\n[profile.other]\n".write(toFile: path, atomically: true, encoding: .utf8)

        #expect(try await offers(["--pro"], in: home) == ["--profile"])
        #expect(try await offers(["--profile", "x", "--co"], in: home) == ["--config"])
        #expect(try await offers(["--config", path, "--profile", ""], in: home) == ["other", "shop"])
        #expect(try await offers(["--config", path, "leads", "--profile", "s"], in: home) == ["shop"])
    }
}
