internal import CCurl
internal import Glibc

/// The thread that owns every libcurl handle: it takes commands, moves bytes, and hands outcomes back.
///
/// Made and used on its own thread only; callers hold the inbox.
final class CurlLoop {
    private let curl: Curl
    private let multi: UnsafeMutableRawPointer
    private let inbox: CurlInbox
    private let options: CurlTransport.Options
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    private var spareHandles: [UnsafeMutableRawPointer] = []
    private var isEnding = false

    /// Starts a thread and returns its inbox, or `nil` without a libcurl.
    static func start(options: CurlTransport.Options) -> CurlInbox? {
        guard let curl = Curl.loaded, let multi = curl.table.pointee.multi_init() else { return nil }
        curl_multi_set_long(curl.table, multi, CURLMOPT_MAX_HOST_CONNECTIONS, options.connectionsPerHost)
        let inbox = CurlInbox(curl: curl, multi: multi)
        let address = UInt(bitPattern: multi)
        let isRunning = startThread {
            guard let multi = UnsafeMutableRawPointer(bitPattern: address) else { return }
            CurlLoop(curl: curl, multi: multi, inbox: inbox, options: options).run()
        }
        return isRunning ? inbox : nil
    }

    private init(curl: Curl, multi: UnsafeMutableRawPointer, inbox: CurlInbox, options: CurlTransport.Options) {
        (self.curl, self.multi, self.inbox, self.options) = (curl, multi, inbox, options)
    }

    private func run() {
        // An idle thread is woken by its inbox; the time only bounds how long a lost wake-up could matter.
        let longestSleep: Int32 = 600_000
        while !isEnding {
            inbox.takeAll().forEach(obey)
            var running: Int32 = 0
            _ = curl.table.pointee.multi_perform(multi, &running)
            collectEnded()
            if isEnding { break }
            _ = curl.table.pointee.multi_poll(multi, nil, 0, longestSleep, nil)
        }
        shutDown()
    }

    private func obey(_ command: CurlCommand) {
        switch command {
        case .start(let order): begin(order)
        case .cancel(let ticket):
            if let transfer = transfers.values.first(where: { $0.order.ticket === ticket }) { abandon(transfer) }
        case .end: isEnding = true
        }
    }

    private func begin(_ order: CurlOrder) {
        guard !order.ticket.isCanceled else {
            order.continuation.resume(returning: .failure(.canceled(beforeSending: true)))
            return
        }
        guard let handle = spareHandles.popLast() ?? curl.table.pointee.easy_init() else {
            order.continuation.resume(returning: .failure(.notSent(detail: "libcurl has no memory left")))
            return
        }
        let transfer = CurlTransfer(order, curl: curl, handle: handle)
        transfer.prepare(options)
        transfers[handle] = transfer
        guard curl.table.pointee.multi_add_handle(multi, handle) == CURLM_OK else {
            takeBack(transfer)
            return order.continuation.resume(returning: .failure(.notSent(detail: "libcurl takes no more calls")))
        }
    }

    private func collectEnded() {
        var result = CURLE_OK
        while let handle = curl_next_ended(curl.table, multi, &result) {
            guard let transfer = transfers[handle] else { continue }
            let outcome = transfer.outcome(result)
            takeBack(transfer)
            transfer.order.continuation.resume(returning: outcome)
        }
    }

    private func abandon(_ transfer: CurlTransfer) {
        let hasLeft = transfer.hasLeft
        takeBack(transfer)
        transfer.order.continuation.resume(returning: .failure(.canceled(beforeSending: !hasLeft)))
    }

    /// Takes the handle back; libcurl keeps the connection for the next call.
    private func takeBack(_ transfer: CurlTransfer) {
        let handle = transfer.handle
        _ = curl.table.pointee.multi_remove_handle(multi, handle)
        transfers[handle] = nil
        curl.table.pointee.easy_reset(handle)
        if spareHandles.count < 8 { spareHandles.append(handle) } else { curl.table.pointee.easy_cleanup(handle) }
    }

    private func shutDown() {
        Array(transfers.values).forEach(abandon)
        for case .start(let order) in inbox.close() {
            order.continuation.resume(returning: .failure(.canceled(beforeSending: true)))
        }
        spareHandles.forEach { curl.table.pointee.easy_cleanup($0) }
        _ = curl.table.pointee.multi_cleanup(multi)
    }
}

/// Runs `work` on a thread of its own that no signal is delivered to; `false` when the system has no thread left.
///
/// Signals belong to the thread that waits for keys: a resize that landed here would go unseen until the next key.
private func startThread(_ work: @escaping @Sendable () -> Void) -> Bool {
    final class Start {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var everySignal = sigset_t()
    var before = sigset_t()
    sigfillset(&everySignal)
    pthread_sigmask(SIG_SETMASK, &everySignal, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    let start = Unmanaged.passRetained(Start(work))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { argument in
            // The pointer is the one given to `pthread_create` below, which is never null.
            Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue().work()
            return nil
        }, start.toOpaque())
    guard status == 0 else {
        start.release()
        return false
    }
    pthread_detach(thread)
    return true
}
