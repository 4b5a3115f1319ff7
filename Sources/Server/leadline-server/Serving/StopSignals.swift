internal import Dispatch
internal import Glibc

/// Being asked to stop, by TERM or INT. The first asks to end in good order, the second one ends. Heard for as long as the
/// value is there.
final class StopSignals {
    /// Each time that somebody asks.
    let arrived: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (arrived, bell) = AsyncStream<Void>.makeStream()
        self.arrived = arrived
        // Whoever stops reading our log, or a connection, is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { bell.yield() }
            source.resume()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Waits until somebody asks, or the task is canceled. From then on, whoever asks again does not want to wait.
    static func first(of arrived: AsyncStream<Void>) async {
        for await _ in arrived {
            Task.detached { for await _ in arrived { _exit(ServerExit.failure.rawValue) } }
            return
        }
    }
}
