import Drawing
import Glibc
import Terminal

/// Asks a person line by line, without taking over the screen.
///
/// Questions go to standard error, and secrets are typed unseen. The end of the input is an answer too: it leaves.
struct Questions {
    /// Whether there is a person to ask.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// What the person typed, without blanks at the ends; `nil` when the input has ended.
    func ask(_ question: String, isSecret: Bool = false) -> String? {
        guard isSecret else {
            Output.prompt(question)
            return readLine()?.trimmed
        }
        let line = MainActor.assumeIsolated { HiddenLine.read { Output.prompt(question) } }
        // The end of the line was not seen either.
        Output.toError("")
        return line?.trimmed
    }

    /// Asks until `accept` is content; its complaint says why it is not.
    func ask<Answer>(
        _ question: String, isSecret: Bool = false, accept: (String) -> Result<Answer, Complaint>
    ) throws(Complaint) -> Answer {
        while let text = ask(question, isSecret: isSecret) {
            switch accept(text) {
            case .success(let answer): return answer
            case .failure(let complaint): say(complaint.description)
            }
        }
        throw Complaint(.settings, "Nothing was set up.")
    }

    /// Says something, its lines broken between words as the terminal is wide.
    func say(_ text: String) {
        let width = Output.errorWidth.flatMap { $0 >= 20 ? $0 : nil } ?? 80
        for line in Wrap.lines(text, width: width) { Output.toError(String(line.text)) }
    }
}
