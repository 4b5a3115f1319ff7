import Glibc
import LocalStore
import Messaging
import Sync
import Synchronization

/// Has Ctrl-Z stop a command between two transactions, never inside one, and without the engine in its hands: while it
/// stands still, others fetch and send.
///
/// A screen hears of it in its loop; a command that works in the background of its threads would be stopped wherever it
/// stands, and keep the database from every other process until it goes on.
enum StopGuard {
    private static let engine = Mutex<SyncEngine?>(nil)
    /// How long a text that is being handed over is waited for.
    private static let grace = Duration.seconds(3)

    /// Has the engine step aside before the process is stopped.
    static func bind(_ engine: SyncEngine) { Self.engine.withLock { $0 = engine } }

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
            let engine = engine.withLock { $0 }
            // It throws nothing, and where it keeps the engine, others are told of the stop.
            if let engine { _ = try? waiting { await engine.standAside(within: grace) } }
            // A signal to this very thread, so that the process stands still before the call returns.
            store.betweenTransactions { _ = pthread_kill(pthread_self(), SIGSTOP) }
            if let engine { Task.detached { await engine.comeBack() } }
        }
        return nil
    }
}
