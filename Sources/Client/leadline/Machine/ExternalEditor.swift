import Glibc

/// The person's own editor, lent a text for a while.
struct ExternalEditor {
    let environment: Environment
    /// Where the text lies meanwhile.
    let parent: String

    /// What an edited text may be at most; a message holds far less.
    private static let limit = 1 << 20

    /// The text as the editor left it. `run` starts the editor and gives its exit code.
    func edit(_ text: String, run: ([String]) throws -> Int32) throws -> String {
        let folder = try PrivateFolder(in: parent)
        let file = try folder.write(text, as: "message.txt")
        guard try run(words + [file]) == 0 else {
            throw Complaint(.failure, "The editor ended with an error; the text stays as it was.")
        }
        // Editors write a new file and rename it, so that only the path leads to what was saved.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        defer { close(descriptor) }
        guard descriptor >= 0, let bytes = readAll(descriptor, limit: Self.limit),
            var edited = String(validating: bytes, as: UTF8.self)
        else { throw Complaint(.failure, "What the editor left cannot be read as text; the draft stays as it was.") }
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
