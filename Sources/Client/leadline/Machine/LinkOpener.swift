import Dispatch

/// Opens web addresses and files with the person's own programs, without a shell and without waiting for them.
struct LinkOpener: Sendable {
    let environment: Environment
    /// Is told in a few words why nothing was opened: there is no such program, or it ended in vain, as over a line
    /// without a display. Without it, what cannot be started is an error.
    var failed: (@Sendable (String) -> Void)?

    /// Opens an address of the web; other kinds are refused, because a message chose it.
    func open(link: String) throws(Complaint) {
        let lowered = link.lowercased()
        guard ["https://", "http://"].contains(where: lowered.hasPrefix), !link.contains(where: \.isWhitespace) else {
            throw Complaint(.refused, "Only web addresses are opened from here.")
        }
        try start(browser + [link])
    }

    /// Opens a file of the media cache, whose name is ours.
    func open(file: String) throws(Complaint) {
        try start(["xdg-open", file])
    }

    private var browser: [String] {
        // BROWSER may list several, and may hold a place for the address.
        let first = environment["BROWSER"].map { String($0.prefix { $0 != ":" }) } ?? ""
        let words = CommandWords.split(first).filter { $0 != "%s" }
        return words.isEmpty ? ["xdg-open"] : words
    }

    private func start(_ words: [String]) throws(Complaint) {
        let (failed, name) = (failed, visible(words[0], limit: 60))
        let child: ChildProcess
        do throws(Complaint) {
            child = try ChildProcess(words, environment: environment.withoutAccounts, isOwnSession: true)
        } catch {
            guard let failed else { throw error }
            // Its full stop goes: what helps follows.
            return failed(String(error.sentence.dropLast()))
        }
        DispatchQueue.global(qos: .utility).async {
            let status = child.wait()
            if status != 0 { failed?("\(name) could not open it (it ended with \(status))") }
        }
    }
}
