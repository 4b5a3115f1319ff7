internal import CTerminalRescue
internal import Glibc

/// A line that is typed unseen, as secrets are.
///
/// Whoever interrupts, stops or ends the program meanwhile finds the terminal as it was.
package enum HiddenLine {
    /// The line without its end, or `nil` where the input has ended or is no terminal. `prompt` asks for it, and asks
    /// again when the program was stopped and goes on.
    package static func read(from terminal: Int32 = STDIN_FILENO, prompt: () -> Void) -> String? {
        var found = termios()
        guard tcgetattr(terminal, &found) == 0 else { return nil }
        var quiet = found
        quiet.c_lflag &= ~tcflag_t(ECHO)
        let signals = rescue_watch_signals()
        defer {
            tcsetattr(terminal, TCSADRAIN, &found)
            rescue_forget_signals()
        }
        // Before the question, so that nobody can answer it too early to be hidden.
        tcsetattr(terminal, TCSADRAIN, &quiet)
        prompt()
        var line: [UInt8] = []
        while line.last != 10 {
            // Signals are waited for as well: one that comes before the reading begins does not interrupt it.
            var watched = [terminal, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            poll(&watched, 2, -1)
            if let signal = Self.came {
                tcsetattr(terminal, TCSADRAIN, &found)
                if signal == SIGTSTP {
                    rescue_stop_here()
                } else {
                    rescue_forget_signals()
                    raise(signal)
                }
                tcsetattr(terminal, TCSADRAIN, &quiet)
                prompt()
                continue
            }
            guard watched[0].revents != 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = Glibc.read(terminal, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if line.isEmpty { return nil }
                break
            }
            line += piece.prefix(count)
        }
        if line.last == 10 { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// The signal that wants something, if one came.
    private static var came: Int32? {
        let flags = Int(rescue_take_signals())
        let wanted = [
            (RESCUE_HANGUP, SIGHUP), (RESCUE_TERMINATE, SIGTERM), (RESCUE_INTERRUPT, SIGINT), (RESCUE_STOP, SIGTSTP),
        ]
        return wanted.first { flags & $0.0 != 0 }?.1
    }
}
