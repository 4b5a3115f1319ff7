internal import CCurl
internal import Synchronization

/// What callers ask of the thread.
enum CurlCommand: Sendable {
    case start(CurlOrder)
    case cancel(CurlTicket)
    case end
}

/// One call on its way to the thread, with the caller who waits for it.
struct CurlOrder: Sendable {
    let call: HTTPCall
    let target: CallTarget
    let ticket: CurlTicket
    let continuation: CheckedContinuation<Result<HTTPAnswer, TransportError>, Never>
}

/// The identity of a call. It remembers a cancellation that overtakes the call's own start.
final class CurlTicket: Sendable {
    private let canceled = Atomic(false)

    var isCanceled: Bool { canceled.load(ordering: .acquiring) }

    func cancel() { canceled.store(true, ordering: .releasing) }
}

/// Where callers leave commands for the thread; leaving one wakes it.
final class CurlInbox: Sendable {
    private struct Contents {
        var commands: [CurlCommand] = []
        /// The thread's multi handle as a number, 0 once it is gone. Waking it is the one thing that libcurl allows
        /// other threads to do with it.
        var multi: UInt
    }

    private let curl: Curl
    private let contents: Mutex<Contents>

    init(curl: Curl, multi: UnsafeMutableRawPointer) {
        self.curl = curl
        contents = Mutex(Contents(multi: UInt(bitPattern: multi)))
    }

    func post(_ command: CurlCommand) {
        let isOpen = contents.withLock { contents in
            guard let multi = UnsafeMutableRawPointer(bitPattern: contents.multi) else { return false }
            contents.commands.append(command)
            _ = curl.table.pointee.multi_wakeup(multi)
            return true
        }
        if !isOpen, case .start(let order) = command {
            order.continuation.resume(returning: .failure(.canceled(beforeSending: true)))
        }
    }

    func takeAll() -> [CurlCommand] {
        contents.withLock { contents in
            defer { contents.commands.removeAll() }
            return contents.commands
        }
    }

    /// Takes the last commands and refuses every later one.
    func close() -> [CurlCommand] {
        contents.withLock { contents in
            defer { (contents.commands, contents.multi) = ([], 0) }
            return contents.commands
        }
    }
}
