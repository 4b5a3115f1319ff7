import ArgumentParser
import Glibc

/// The way from arguments to an exit code.
enum Program {
    /// Runs what was asked for and ends the process with its exit code.
    static func run(_ arguments: [String]) -> Never {
        do {
            if let choice = ProfileChoice(alone: arguments) {
                try InboxOpening(choice: choice).run()
                leave(.done)
            }
            var command = try LeadlineCommand.parseAsRoot(ArgumentOrder.commandFirst(arguments))
            try command.run()
        } catch let complaint as Complaint {
            complain(complaint)
            leave(complaint.status)
        } catch {
            LeadlineCommand.exit(withError: error)
        }
        leave(.done)
    }

    /// Ends the process without the libraries' farewells, which other threads may still be in the middle of. Everything
    /// that was to be written has been.
    private static func leave(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

    /// Says on standard error what is wrong and what to do.
    static func complain(_ complaint: Complaint) {
        let lines = ([complaint.sentence] + complaint.advice).map { visible($0) }
        Output.toError("leadline: " + lines.joined(separator: "\n  "))
    }

    /// Says on standard error what deserves to be known and stops nothing.
    static func warn(_ sentence: String) {
        Output.toError("leadline: " + visible(sentence))
    }
}
