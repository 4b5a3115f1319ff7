internal import Glibc

/// Keeps what a process holds in memory and writes to files from everybody else on the machine.
package enum ProcessPrivacy {
    /// Has files made for their owner alone, and a crash leave no memory on the disk or the terminal.
    package static func engage() {
        umask(0o077)
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
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
