internal import CTerminalRescue
internal import Glibc

/// How a program that was lent the terminal came to its end.
package nonisolated enum GuestEnding: Hashable, Sendable {
    /// By itself: its exit status, or 128 and the number of the signal that ended it.
    case exit(Int32)
    /// Because our own session ends.
    case hungUp
}

extension Screen {
    /// Lends the terminal to a program, such as an editor, until it ends. `start` starts it in our own process group
    /// and gives its number.
    ///
    /// While it runs, Ctrl-C and Ctrl-\ are meant for it alone. When it stops, as editors do at Ctrl-Z, we stop with
    /// it, and both go on together. When our session ends, it is told so and has a moment to put its own things in
    /// order.
    package func lend(to start: () throws -> Int32) throws -> GuestEnding {
        try whileAway {
            let quit = signal(SIGQUIT, SIG_IGN)
            defer { signal(SIGQUIT, quit) }
            let guest = try start()
            defer { rescue_take_terminal(line.output) }
            return ending(of: guest)
        }
    }

    /// What a guest may take to end, once it was told to.
    private static let grace = Duration.seconds(2)

    private func ending(of guest: pid_t) -> GuestEnding {
        var kept = 0
        var deadline: ContinuousClock.Instant?
        // What came for us meanwhile is the loop's; what the keyboard sent was meant for the guest.
        defer { rescue_put_signals(UInt32(kept)) }
        while true {
            // Before looking at the guest: what comes after this makes the descriptor readable.
            kept |= Int(rescue_take_signals()) & (RESCUE_HANGUP | RESCUE_TERMINATE | RESCUE_RESIZE)
            if kept & (RESCUE_HANGUP | RESCUE_TERMINATE) != 0, deadline == nil {
                deadline = .now + Screen.grace
                kill(guest, SIGHUP)
                kill(guest, SIGCONT)
            }
            if let deadline, deadline <= .now { kill(guest, SIGKILL) }
            switch Screen.look(at: guest) {
            case .running: break
            case .stopped:
                if deadline == nil { aroundStop { rescue_stop_here() } }
                kill(guest, SIGCONT)
                continue
            case .ended(let status): return deadline == nil ? .exit(status) : .hungUp
            }
            var watched = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
            poll(&watched, 1, deadline.map { max(1, Screen.milliseconds(from: .now, to: $0)) } ?? -1)
        }
    }

    private enum Look {
        case running, stopped
        case ended(Int32)
    }

    private static func look(at guest: pid_t) -> Look {
        var status: Int32 = 0
        let found = waitpid(guest, &status, WNOHANG | WUNTRACED)
        if found == 0 || (found < 0 && errno == EINTR) { return .running }
        guard found == guest else { return .ended(127) }
        if status & 0xFF == 0x7F { return .stopped }
        return .ended(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F))
    }
}
