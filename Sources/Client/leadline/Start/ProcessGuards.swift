import Glibc
import Secrets

/// What protects a process and its files from the neighbours on a shared machine.
enum ProcessGuards {
    /// Nobody else reads what is here, and signals come as the rest of the program expects them.
    static func engage() {
        ProcessPrivacy.engage()
        // Whoever started us may have held signals back, and we would sleep through the end of our terminal.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        // A reader that went away is told by the failing write; the signal would end the process before its clean-up.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow is told by the failing write as well, just like a full disk.
        signal(SIGXFSZ, SIG_IGN)
    }
}
