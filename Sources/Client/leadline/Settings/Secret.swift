import Glibc

/// A token, or the command that prints it. It never shows itself: its description is a row of dots.
enum Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    case literal(String)
    /// A line for `/bin/sh`, whose first line of output is the token.
    case command(String)

    var description: String { "••••" }
    var debugDescription: String { description }

    /// The token itself. A command runs with the terminal still in its ordinary state, so that it can ask for a pass
    /// phrase.
    func reveal() throws(Complaint) -> String {
        switch self {
        case .literal(let text): return text
        case .command(let line): return try Self.firstLine(of: line)
        }
    }

    /// The first line of what the command prints. What it prints to its standard error goes to the terminal, not into a
    /// complaint.
    private static func firstLine(of command: String) throws(Complaint) -> String {
        let (status, bytes) = try TokenCommand(line: command).output(saying: TokenCommand.tell)
        guard status == 0 else {
            throw Complaint(
                .settings, "The token command ended with status \(status) and no token was taken from it.",
                advice: "Run it by hand to see what it wants: it stands in the settings as …_command.")
        }
        let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
        let token = line.filter { !$0.isWhitespace }
        guard !token.isEmpty else {
            throw Complaint(
                .settings, "The token command printed nothing.", advice: "Its first line has to be the token.")
        }
        return token
    }
}
