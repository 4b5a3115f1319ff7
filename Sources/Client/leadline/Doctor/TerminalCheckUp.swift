import Glibc

/// What the doctor says about the terminal, without opening the screen.
///
/// All of it are warnings at most: the commands work without a terminal, and the inbox has a form for poor ones.
struct TerminalCheckUp {
    let environment: Environment

    func findings() -> [Finding] {
        [terminal(), locale(), size()] + multiplexer()
    }

    /// Whether the terminal's type is known here. Where it is not, Leadline takes another one that most terminals obey.
    private func terminal() -> Finding {
        guard let name = environment["TERM"] else {
            return Finding(
                "terminal.name", .warning, "TERM is not set, so this is no terminal that can be drawn on.",
                remedy: "Start Leadline in a terminal. Commands work without one.")
        }
        if name == "dumb" {
            return Finding(
                "terminal.name", .warning, "TERM is dumb: there is no moving about on this terminal.",
                remedy: "Use the commands, such as `leadline leads` and `leadline show`.")
        }
        guard Self.folders(environment).contains(where: { Self.holds($0, name) }) else {
            return Finding(
                "terminal.name", .warning, "This machine has no description of the terminal \(visible(name)).",
                remedy: "Leadline takes xterm-256color instead. To have the description: apt-get install ncurses-term.")
        }
        return Finding("terminal.name", .good, "The terminal is \(visible(name)), and this machine knows it.")
    }

    /// Whether a folder of descriptions has the type: below its first letter, or below that letter in hexadecimal.
    private static func holds(_ folder: String, _ name: String) -> Bool {
        guard let first = name.utf8.first, !name.contains("/") else { return false }
        let letter = String(UnicodeScalar(first))
        return access("\(folder)/\(letter)/\(name)", R_OK) == 0
            || access("\(folder)/\(String(first, radix: 16))/\(name)", R_OK) == 0
    }

    private static func folders(_ environment: Environment) -> [String] {
        let listed = (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
        let own = [environment["TERMINFO"], environment["HOME"].map { $0 + "/.terminfo" }].compactMap { $0 }
        return own + listed + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
    }

    /// Whether the locale writes UTF-8; without it names and signs are shown in ASCII alone.
    private func locale() -> Finding {
        guard setlocale(LC_CTYPE, "") != nil else {
            return Finding(
                "terminal.utf8", .warning, "The locale that is set does not exist on this machine.",
                remedy: "Set LANG=C.UTF-8, which every Debian has.")
        }
        let set = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
        guard set == "UTF-8" else {
            return Finding(
                "terminal.utf8", .warning,
                "The locale writes \(visible(set)), not UTF-8: names and emoji cannot be shown.",
                remedy: "Set LANG=C.UTF-8, and glyphs = \"ascii\" where that is not possible.")
        }
        return Finding("terminal.utf8", .good, "The locale writes UTF-8.")
    }

    /// Whether the inbox has the room that it needs at least.
    private func size() -> Finding {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return Finding("terminal.size", .good, "Standard output is no terminal; its size does not matter.")
        }
        guard size.ws_col >= 40, size.ws_row >= 10 else {
            return Finding(
                "terminal.size", .warning, "The terminal has \(size.ws_col)x\(size.ws_row), and the inbox needs 40x10.",
                remedy: "Make the window larger.")
        }
        return Finding("terminal.size", .good, "The terminal has \(size.ws_col)x\(size.ws_row).")
    }

    /// How long tmux holds back Escape; what is pressed in that time becomes another key together with it.
    func escapeHold() -> Finding? {
        guard environment["TMUX"] != nil, let delay = Int(option("escape-time")) else { return nil }
        return delay <= 50
            ? Finding("tmux.escape_time", .good, "tmux passes Escape on after \(delay) ms.")
            : Finding(
                "tmux.escape_time", .warning, "tmux holds Escape back for \(delay) ms.",
                remedy: "Put `set -sg escape-time 20` into ~/.tmux.conf.")
    }

    /// tmux holds back Escape and says nothing of the focus unless it is told otherwise.
    private func multiplexer() -> [Finding] {
        guard environment["TMUX"] != nil else { return [] }
        var findings = [escapeHold(), Self.clipboard(option("set-clipboard"))].compactMap(\.self)
        let focus = option("focus-events")
        if !focus.isEmpty {
            findings.append(
                focus == "on"
                    ? Finding("tmux.focus_events", .good, "tmux says which window has the keyboard.")
                    : Finding(
                        "tmux.focus_events", .warning,
                        "tmux does not say which window has the keyboard, so that reading is not noticed.",
                        remedy: "Put `set -g focus-events on` into ~/.tmux.conf."))
        }
        return findings
    }

    /// Whether tmux lets a copied text through to the terminal. By itself it drops what a program inside sends, and what
    /// was copied before is pasted.
    static func clipboard(_ setting: String) -> Finding? {
        guard !setting.isEmpty else { return nil }
        return setting == "on"
            ? Finding("tmux.clipboard", .good, "tmux passes copied texts on to the terminal.")
            : Finding(
                "tmux.clipboard", .warning, "tmux drops what is copied, so that something older would be pasted.",
                remedy: "Put `set -s set-clipboard on` into ~/.tmux.conf.")
    }

    private func option(_ name: String) -> String {
        do {
            let pipe = try PipeEnds()
            defer { close(pipe.reading) }
            defer { close(pipe.writing) }
            let child = try ChildProcess(
                ["tmux", "show-options", "-gqv", name], environment: environment.withoutAccounts,
                output: .descriptor(pipe.writing))
            child.wait()
            // The answer is a word; it fits into the pipe, and the child has ended.
            var answer = [UInt8](repeating: 0, count: 256)
            _ = fcntl(pipe.reading, F_SETFL, O_NONBLOCK)
            let count = read(pipe.reading, &answer, answer.count)
            return String(decoding: answer.prefix(max(0, count)), as: UTF8.self).trimmed
        } catch {
            return ""
        }
    }
}
