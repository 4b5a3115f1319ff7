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
    }
}
