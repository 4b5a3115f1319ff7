import Foundation
import Testing

@Suite("Nothing that is a demo, a test or a benchmark meets a real account")
struct NoRealAccountTests {
    private let house = House.shared

    /// What somebody who works with Leadline has in the environment, and one variable that nobody has thought of yet.
    private static let real = [
        "TWILIO_ACCOUNT_SID": "AC0123456789abcdef0123456789abcdef", "TWILIO_AUTH_TOKEN": "real-looking-token",
        "TWILIO_API_KEY": "SK0123456789abcdef0123456789abcdef", "TWILIO_API_SECRET": "real-looking-secret",
        "TWILIO_PHONE_NUMBER": "+12025550123", "TWILIO_API_URL": "https://api.twilio.com",
        "TWILIO_SOMETHING_NEW": "real", "LEADLINE_SERVER": "https://crm.example", "LEADLINE_TOKEN": "real-token",
    ]

    /// What may run with the caller's own environment: it builds, installs or tidies, and runs nothing of ours.
    private static let harmless = [
        "Tests/Setup/install ", "swift build", "swift format ", "echo ", "touch ", "mkdir ", "rm ",
    ]

    /// The lines that `make` would run for a target, in an environment with a real-looking account.
    private func recipe(of target: String) throws -> [String] {
        let make = Process()
        make.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // As if nothing had been built yet, so that every line shows.
        make.arguments = ["make", "--no-print-directory", "-n", "-B", target]
        make.currentDirectoryURL = house.root
        make.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nowhere"]
            .merging(Self.real) { $1 }
        let output = Pipe()
        make.standardOutput = output
        try make.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        make.waitUntilExit()
        try #require(make.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }

    @Test(
        "Whatever starts a program drops every TWILIO and LEADLINE variable and has folders of its own",
        arguments: ["demo", "demo-server", "test", "bench", "soak", "screenshots", "fuzz", "test-interop"])
    func scrubbed(target: String) throws {
        let lines = try recipe(of: target)
        let started = lines.filter { line in !Self.harmless.contains { "\(line) ".hasPrefix($0) } }

        #expect(!started.isEmpty)
        for line in started {
            let words = line.split(separator: " ").map(String.init)
            #expect(words.first == "env", "\(line)")
            let dropped = Set(zip(words, words.dropFirst()).filter { $0.0 == "-u" }.map(\.1))
            #expect(dropped.isSuperset(of: Self.real.keys), "\(line)")
            for folder in ["CONFIG", "DATA", "STATE", "CACHE"] {
                #expect(words.contains { $0.hasPrefix("XDG_\(folder)_HOME=\(house.root.path)/") }, "\(line)")
            }
        }
        for value in Self.real.values { #expect(!lines.contains { $0.contains(value) }) }
    }

    @Test("What is started beside the tests refuses a Twilio that is not on this machine")
    func loopback() {
        for script in ["Tests/Bench/world.py", "Tests/Interop/interop.py"] {
            #expect(house.text(script).contains(#"startswith("http://127.0.0.1:")"#), "\(script)")
        }
        // The pictures are those of the demo, which starts a simulator of its own and takes no account.
        #expect(house.text("Tests/Screenshots/run").contains("/leadline' demo"))
    }
}
