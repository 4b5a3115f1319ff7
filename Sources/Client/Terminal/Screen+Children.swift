internal import CTerminalRescue
internal import Glibc

extension Screen {
    /// Lends the terminal to a program, such as an editor, until it ends; returns its exit status, or 128 and the
    /// number of the signal that ended it. The first argument names the program and is looked up in `PATH`.
    ///
    /// While it runs, Ctrl-C and Ctrl-\ are meant for it alone; when the session ends, so does it.
    package func run(_ arguments: [String]) throws(TerminalError) -> Int32 {
        let outcome: Result<Int32, TerminalError> = whileAway {
            let quit = signal(SIGQUIT, SIG_IGN)
            defer { signal(SIGQUIT, quit) }
            let (child, problem) = Screen.spawn(arguments)
            guard problem == 0 else { return .failure(.cannotRun(arguments.first ?? "", problem)) }
            return .success(Screen.status(of: child))
        }
        return try outcome.get()
    }

    /// Starts a program with every signal as it is by default, and none blocked.
    private static func spawn(_ arguments: [String]) -> (child: pid_t, problem: Int32) {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t(), none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let problem = posix_spawnp(&child, arguments.first ?? "", nil, &attributes, words, environ)
        return (child, problem)
    }

    private static func status(of child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 1 }
            let flags = Int(rescue_peek_signals())
            if flags & (RESCUE_HANGUP | RESCUE_TERMINATE) != 0 { kill(child, SIGHUP) }
        }
        rescue_forget_interrupt()
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }
}
