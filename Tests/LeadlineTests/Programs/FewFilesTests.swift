import Testing

@testable import leadline

@Suite struct FewFilesTests {
    @Test(
        "Where hardly any file may be open, nothing is begun, and it is said what is wanting",
        arguments: [8, 14, 20, 60])
    func few(count: Int) async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)

        for arguments in [["sync"], ["leads"], ["send", "+12025550123", "Hello"]] {
            let outcome = try await leadline(
                arguments, in: twilio.environment, script: #"ulimit -n \#(count); exec "$0" "$@""#)

            #expect(outcome.code == ExitStatus.failure.rawValue, "\(arguments)")
            #expect(outcome.errors.contains("only \(count) files open"), "\(arguments): \(outcome.errors)")
        }
    }

    @Test("A limit that may be raised is raised")
    func raised() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)

        let outcome = try await leadline(["sync"], in: twilio.environment, script: #"ulimit -S -n 20; exec "$0" "$@""#)

        #expect(outcome.code == 0, "\(outcome.errors)")
    }
}
