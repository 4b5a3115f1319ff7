import Glibc
import LocalStore

/// Has Ctrl-Z stop a command between two transactions, never inside one.
///
/// A screen hears of it in its loop; a command that works in the background of its threads would be stopped wherever it
/// stands, and keep the database from every other process until it goes on.
enum StopGuard {
    /// Begins to guard the process. To be called before other threads begin, which do not hear the signal then either.
    static func engage(_ store: InboxStore) {
        var stop = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        pthread_sigmask(SIG_BLOCK, &stop, nil)
        // The store lives as long as the command, and so does the thread.
        var thread = pthread_t()
        let room = Unmanaged.passRetained(store)
        let fault = pthread_create(&thread, nil, StopGuard.watch, room.toOpaque())
        if fault != 0 {
            room.release()
            pthread_sigmask(SIG_UNBLOCK, &stop, nil)
        }
    }

    private static let watch: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { room in
        guard let room else { return nil }
        let store = Unmanaged<InboxStore>.fromOpaque(room).takeUnretainedValue()
        var stop = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        var signal: Int32 = 0
        while sigwait(&stop, &signal) == 0 {
            // A signal to this very thread, so that the process stands still before the call returns.
            store.betweenTransactions { _ = pthread_kill(pthread_self(), SIGSTOP) }
        }
        return nil
    }
}
