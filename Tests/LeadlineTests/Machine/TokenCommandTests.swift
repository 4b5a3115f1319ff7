import Testing

@testable import leadline

@Suite struct TokenCommandTests {
    private func run(_ line: String, patience: Duration = .seconds(60)) throws(Complaint) -> (String, told: [String]) {
        var told: [String] = []
        let command = TokenCommand(line: line, notice: .milliseconds(100), patience: patience)
        let (status, bytes) = try command.output { told.append($0) }
        #expect(status == 0)
        return (String(decoding: bytes, as: UTF8.self), told)
    }

    @Test("A command that takes its time is waited for, and that is said once")
    func waits() throws {
        let (printed, told) = try run("printf one; sleep 1; printf two")

        #expect(printed == "onetwo")
        #expect(told.count == 1)
    }

    @Test("A command that never answers is given up, and so is one that answers and never ends")
    func givesUp() {
        for line in ["exec sleep 1000", "printf token; exec sleep 1000", "echo token; exec >&-; exec sleep 1000"] {
            let complaint = #expect(throws: Complaint.self) { _ = try run(line, patience: .milliseconds(400)) }
            #expect(complaint?.status == .settings)
            #expect(complaint?.sentence.contains("given up") == true, "\(line)")
        }
    }
}
