import Glibc

/// A text on the command line, or from standard input, which neighbours on a shared machine cannot see.
enum TextArgument {
    /// The largest text that standard input may bring; any message is far smaller.
    static let limit = 1 << 20

    /// `argument` itself, or all of standard input for a single hyphen, without the line break at its end.
    static func read(_ argument: String) throws(Complaint) -> String {
        guard argument == "-" else { return argument }
        guard let bytes = readAll(STDIN_FILENO, limit: limit) else {
            throw Complaint(.refused, "Standard input cannot be read, or is larger than any message can be.")
        }
        guard var text = String(validating: withoutMark(bytes), as: UTF8.self) else {
            throw Complaint(.refused, "Standard input is not UTF-8 text.")
        }
        if text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return text
    }

    /// What stands behind the mark that some programs put before UTF-8; it says how to read the text and is none.
    static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }
}
