import Dispatch

/// Opens web addresses and files with the person's own programs, without a shell and without waiting for them.
///
/// Everybody on a machine may read the words that a program was started with, and a browser keeps them for as long as
/// it runs. So an address that carries more than a place, such as a token in its query, is opened from a file that this
/// user alone can read and that goes soon after.
struct LinkOpener: Sendable {
    let environment: Environment
    /// Seconds in which a browser has read the file that it was given.
    var patience = 20
    /// Is told in a few words why nothing was opened: there is no such program, or it ended in vain, as over a line
    /// without a display. Without it, what cannot be started is an error.
    var failed: (@Sendable (String) -> Void)?

    /// Opens an address of the web; other kinds are refused, because a message chose it.
    func open(link: String) throws(Complaint) {
        let lowered = link.lowercased()
        guard ["https://", "http://"].contains(where: lowered.hasPrefix), !link.contains(where: \.isWhitespace) else {
            throw Complaint(.refused, "Only web addresses are opened from here.")
        }
        guard LinkPage.isNeeded(for: link) else { return try start(browser + [link]) }
        let page = try LinkPage(to: link, in: Folders(environment).cache + "/links")
        do throws(Complaint) {
            try start(browser + [page.address])
        } catch {
            page.remove()
            throw error
        }
        // A shell waits in our place, since we may have ended by then.
        let broom = ["/bin/sh", "-c", "sleep \"$1\"; rm -rf -- \"$0\"", page.folder, String(patience)]
        do throws(Complaint) {
            let child = try ChildProcess(broom, environment: environment.withoutAccounts, isOwnSession: true)
            DispatchQueue.global(qos: .utility).async { child.wait() }
        } catch {
            // The next link that is opened sweeps up.
            return
        }
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
