import Glibc
import Terminal

/// The person's own editor, lent a text for a while.
struct ExternalEditor {
    let environment: Environment
    /// Where the text lies meanwhile.
    let parent: String

    /// What an edited text may be at most; a message holds far less.
    private static let limit = 1 << 20

    /// The text as the editor left it. `run` runs the editor and tells how it ended.
    ///
    /// Of an editor that had to end with the session, what was saved until then is taken.
    func edit(_ text: String, run: ([String]) throws -> GuestEnding) throws -> String {
        let folder = try PrivateFolder(in: parent)
        let file = try folder.write(text, as: "message.txt")
        let ending = try run(words + [file])
        guard ending == .exit(0) || ending == .hungUp else {
            throw Complaint(.failure, "The editor ended with an error; the text stays as it was.")
        }
        // Editors write a new file and rename it, so that only the path leads to what was saved.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        defer { close(descriptor) }
        guard descriptor >= 0, let bytes = readAll(descriptor, limit: Self.limit),
            var edited = String(validating: TextArgument.withoutMark(bytes), as: UTF8.self)
        else { throw Complaint(.failure, "What the editor left cannot be read as text; the draft stays as it was.") }
        // Whoever was cut off in the middle of saving did not mean to save nothing.
        if ending == .hungUp, edited.isEmpty { return text }
        if edited.last?.isNewline == true, text.last?.isNewline != true { edited.removeLast() }
        return edited
    }

    /// VISUAL, else EDITOR, else what Debian calls `editor`.
    private var words: [String] {
        let line = environment["VISUAL"] ?? environment["EDITOR"] ?? "editor"
        let words = CommandWords.split(line)
        return words.isEmpty ? ["editor"] : words
    }
}
