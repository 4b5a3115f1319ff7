import ArgumentParser
import Drawing
import Glibc
import Messaging
import Transport

/// The way from arguments to an exit code.
enum Program {
    /// Runs what was asked for and ends the process with its exit code.
    static func run(_ arguments: [String]) -> Never {
        do {
            try requireFiles()
            if let choice = ProfileChoice(alone: arguments) {
                try InboxOpening(choice: choice).run()
                leave(.done)
            }
            let words = ArgumentOrder.commandFirst(arguments)
            try refuseUnknownCommand(words)
            var command = try LeadlineCommand.parseAsRoot(words)
            try command.run()
        } catch let complaint as Complaint {
            complain(complaint)
            leave(complaint.status)
        } catch {
            LeadlineCommand.exit(withError: error)
        }
        leave(.done)
    }

    /// Where hardly any file may be open, the database and the network fail in the middle of whatever is done.
    private static func requireFiles() throws(Complaint) {
        let count = OpenFileLimit.raise(to: 4096)
        guard count < fewestFiles else { return }
        throw Complaint(
            .failure, "Leadline may have only \(count) files open, and needs \(fewestFiles).",
            advice: "`ulimit -n` shows the limit of this shell, and sets a higher one where that is allowed.")
    }

    private static let fewestFiles = 64

    /// Without this a slip would be taken for an argument of the inbox, which stands for no command at all.
    private static func refuseUnknownCommand(_ words: [String]) throws(Complaint) {
        guard let first = words.first, !first.hasPrefix("-") else { return }
        let known = LeadlineCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !known.contains(first) else { return }
        let nearest = NearestName.of(first, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
        throw Complaint(
            .usage, "There is no command \"\(visible(first, limit: 60))\".\(nearest)",
            advice: "`leadline --help` lists them; without a command the inbox opens.")
    }

    /// Ends the process without the libraries' farewells, which other threads may still be in the middle of. Everything
    /// that was to be written has been.
    private static func leave(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

    /// Says on standard error what is wrong and what to do.
    static func complain(_ complaint: Complaint) { say([complaint.sentence] + complaint.advice) }

    /// Says on standard error what deserves to be known and stops nothing.
    static func warn(_ sentence: String) { say([sentence]) }

    private static func say(_ sentences: [String]) {
        Output.toError(lines(sentences, width: Output.errorWidth).joined(separator: "\n"))
    }

    /// The sentences as they are shown: each on a line of its own, and broken at words where that is `width` cells wide.
    static func lines(_ sentences: [String], width: Int?) -> [String] {
        let indent = "  "
        return sentences.enumerated().flatMap { index, sentence in
            let text = (index == 0 ? "leadline: " : indent) + visible(sentence)
            guard let width, width >= narrowest else { return [text] }
            let lines = Wrap.lines(text, width: width - indent.count).map { String($0.text) }
            return lines.prefix(1) + lines.dropFirst().map { indent + $0 }
        }
    }

    /// On less than this, breaking lines makes nothing easier to read.
    private static let narrowest = 20
}
