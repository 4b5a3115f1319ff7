import Glibc
import Synchronization

/// Hears Ctrl-C, a line that drops and the word to end, for a command that must not end between two steps that belong
/// together.
///
/// Until it is bound the process ends as it would without it. From then on whoever asks it to end is only noted, and the
/// command ends by itself when it has said what stays behind.
final class EndGuard: Sendable {
    private struct State {
        var isBound = false
        var wasAsked = false
        var call: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Begins to listen. To be called before other threads begin, which do not hear the signals then either. What is
    /// ignored already, as `nohup` does it, stays so.
    static func engage() -> EndGuard {
        let ears = EndGuard()
        var ends = Self.heard()
        pthread_sigmask(SIG_BLOCK, &ends, nil)
        var thread = pthread_t()
        // It listens as long as the process lives.
        let room = Unmanaged.passRetained(ears)
        if pthread_create(&thread, nil, EndGuard.listen, room.toOpaque()) != 0 {
            room.release()
            pthread_sigmask(SIG_UNBLOCK, &ends, nil)
        }
        return ears
    }

    /// From now on the process ends by itself alone.
    func bind() { state.withLock { $0.isBound = true } }

    /// Whether somebody has asked it to end.
    var wasAsked: Bool { state.withLock { $0.wasAsked } }

    /// Has `call` made when somebody asks it to end; at once where that has been.
    func whenAsked(_ call: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.call = call
            return state.wasAsked
        }
        if isLate { call() }
    }

    private static func heard() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            sigaction(number, nil, &action)
            // SIG_IGN, which is no function that Swift could compare.
            let isIgnored = withUnsafeBytes(of: action.__sigaction_handler) { $0.load(as: Int.self) } == 1
            if !isIgnored { sigaddset(&set, number) }
        }
        return set
    }

    private static let listen: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { room in
        guard let room else { return nil }
        let ears = Unmanaged<EndGuard>.fromOpaque(room).takeUnretainedValue()
        var ends = EndGuard.heard()
        var number: Int32 = 0
        while sigwait(&ends, &number) == 0 { ears.hear(number) }
        return nil
    }

    private func hear(_ number: Int32) {
        let call = state.withLock { state in
            // Within the lock: nobody may bind it while the process ends.
            guard state.isBound else { Self.end(by: number) }
            // A shell that goes sends more than one of the others; whoever presses Ctrl-C again is in earnest.
            if state.wasAsked, number == SIGINT { Self.leave() }
            state.wasAsked = true
            return state.call
        }
        call?()
    }

    private static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        var own = sigset_t()
        sigemptyset(&own)
        sigaddset(&own, number)
        pthread_sigmask(SIG_UNBLOCK, &own, nil)
        kill(getpid(), number)
        _exit(128 + number)
    }

    private static func leave() -> Never {
        Program.complain(
            Complaint(
                .outcomeUnknown, "Ended at once; nobody knows whether the message left.",
                advice: "Do not send it again: it is in the outbox, and the next `leadline sync` finds out."))
        _exit(ExitStatus.outcomeUnknown.rawValue)
    }
}
