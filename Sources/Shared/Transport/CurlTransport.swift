internal import Synchronization

/// HTTP by the system's libcurl: HTTP/2, the system's trust store, and the proxy of the environment except to this
/// machine.
///
/// The library and its one thread begin with the first call and end with the transport. Redirects are never followed,
/// no request with a body is ever repeated by the library, and nothing is read from `.netrc`.
package final class CurlTransport: HTTPTransport {
    /// What holds for every call.
    package struct Options: Sendable {
        package var userAgent: String
        /// How long a name and a connection may take before the call counts as not sent.
        package var connectTimeout: Duration
        /// How many connections one host gets; further calls wait for their turn.
        package var connectionsPerHost: Int

        package init(
            userAgent: String = "leadline", connectTimeout: Duration = .seconds(10), connectionsPerHost: Int = 4
        ) {
            (self.userAgent, self.connectTimeout) = (userAgent, connectTimeout)
            self.connectionsPerHost = connectionsPerHost
        }
    }

    private let options: Options
    private let inbox = Mutex<CurlInbox?>(nil)

    package init(options: Options = Options()) { self.options = options }

    deinit { inbox.withLock { $0?.post(.end) } }

    package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let target = try CallTarget(call.request)
        let inbox = try runningInbox()
        // The thread ends with the transport, which therefore has to outlive its calls.
        defer { withExtendedLifetime(self) {} }
        let ticket = CurlTicket()
        let outcome: Result<HTTPAnswer, TransportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.post(.start(CurlOrder(call: call, target: target, ticket: ticket, continuation: continuation)))
            }
        } onCancel: {
            ticket.cancel()
            inbox.post(.cancel(ticket))
        }
        return try outcome.get()
    }

    /// The inbox of the thread, which is started for the first caller.
    private func runningInbox() throws(TransportError) -> CurlInbox {
        let running = inbox.withLock { inbox in
            if inbox == nil { inbox = CurlLoop.start(options: options) }
            return inbox
        }
        guard let running else {
            throw .refused(reason: "libcurl could not be loaded; install the package libcurl4.")
        }
        return running
    }
}
