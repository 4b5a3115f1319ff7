import Glibc

/// What protects a process and its files from the neighbours on a shared machine.
enum ProcessGuards {
    /// Files are made for their owner alone, and a crash leaves no memory on the disk.
    static func engage() {
        umask(0o077)
        // Whoever started us may have held signals back, and we would sleep through the end of our terminal.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        // A reader that went away is told by the failing write; the signal would end the process before its clean-up.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow is told by the failing write as well, just like a full disk.
        signal(SIGXFSZ, SIG_IGN)
        silenceCrashes()
    }

    /// Has a crash end the process and nothing else, unless a developer asks for more.
    ///
    /// Swift's own report prints registers and the memory around them, where texts and tokens lie, on the terminal, and
    /// then waits there for a key.
    private static func silenceCrashes() {
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for fatal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT] { signal(fatal, SIG_DFL) }
    }
}
