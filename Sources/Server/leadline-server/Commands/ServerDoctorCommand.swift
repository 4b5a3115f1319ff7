internal import ArgumentParser
internal import Messaging

/// `leadline-server doctor`
struct ServerDoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Find out what keeps the server from working, with a remedy for each finding.")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        let findings = await ServerCheckUp.run()
        for finding in findings {
            if json {
                var line = JSONLine()
                line.set("code", finding.code)
                line.set("severity", finding.severity.rawValue)
                line.set("detail", finding.detail)
                line.set("remedy", finding.remedy)
                ServerOutput.print(line.text)
            } else {
                let sign =
                    switch finding.severity {
                    case .good: "ok   "
                    case .soft: "note "
                    case .hard: "FAULT"
                    }
                ServerOutput.print("\(sign)  \(visible(finding.detail))")
                if let remedy = finding.remedy { ServerOutput.print("       \(visible(remedy))") }
            }
        }
        guard findings.contains(where: { $0.severity == .hard }) else { return }
        throw ServerComplaint(.settings, "The server cannot work as it is set up.")
    }
}
