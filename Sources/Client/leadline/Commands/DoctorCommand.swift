import ArgumentParser
import Messaging

/// `leadline doctor`: looks at everything that can be wrong, each with its remedy.
///
/// A finding never stops the next one: what depends on something broken is left out, everything else is looked at. The
/// codes of the findings are for scripts and stay the same.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check terminal, settings, mirror, account and numbers.",
        discussion: """
            It ends with 5 when settings or credentials are refused, with 3 when Twilio cannot be reached, with 1 when \
            anything else has failed, and with 0 when there are warnings alone.
            """)

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        var findings = TerminalCheckUp(environment: .ofProcess).findings()
        findings.append(ZoneCheckUp(environment: .ofProcess).finding())
        do throws(Complaint) {
            findings += AccountCheckUp(desk: try Desk(profile)).findings()
        } catch {
            findings += SettingsCheckUp(choice: profile.choice, first: error).findings()
        }
        try Output.printing { out in
            for finding in findings {
                try out.line(output.json ? Self.line(finding).text : Self.sentence(finding))
            }
        }
        let failures = findings.filter { $0.verdict == .failure }
        guard failures.isEmpty else {
            let status =
                [.settings, .tryLater].first { status in failures.contains { $0.status == status } } ?? .failure
            throw Complaint(status, failures.count == 1 ? "One thing is wrong." : "\(failures.count) things are wrong.")
        }
    }

    /// A finding as scripts read it.
    static func line(_ finding: Finding) -> JSONLine {
        var line = JSONLine()
        line.set("code", finding.code)
        line.set("verdict", finding.verdict.rawValue)
        line.set("text", finding.sentence)
        line.set("remedy", finding.remedy)
        return line
    }

    /// A finding as people read it, its remedy on a line below.
    static func sentence(_ finding: Finding) -> String {
        let mark =
            switch finding.verdict {
            case .good: "ok     "
            case .warning: "warning"
            case .failure: "FAILED "
            }
        let remedy = finding.remedy.map { "\n         \(visible($0))" } ?? ""
        return "\(mark)  \(visible(finding.sentence))\(remedy)"
    }
}
