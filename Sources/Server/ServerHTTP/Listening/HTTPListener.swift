internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// The one place that touches the network: takes requests off the wire and puts answers on it.
package struct HTTPListener: Sendable {
    /// Where to listen.
    package enum Place: Hashable, Sendable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    /// What becomes of a request.
    package typealias Answering = @Sendable (ReceivedRequest) async -> ServerAnswer

    /// No request but an upload needs more.
    static let bodyLimit = 1 << 20

    /// How long those who have connected may take to say what they want, and to be answered, when all is to end: longer
    /// than a request waits for Twilio.
    private static let grace = Duration.seconds(12)

    private let place: Place
    private let answering: Answering

    package init(_ place: Place, answering: @escaping Answering) { (self.place, self.answering) = (place, answering) }

    /// Serves until the task is canceled, and ends what is under way first, within seconds; `listening` is called once with
    /// the port, which is 0 for a socket.
    package func run(listening: @escaping @Sendable (Int) async -> Void) async throws {
        let channel = HTTP1Channel(
            responder: { request, writer, channel in
                let (head, body) = await answer(request, channel)
                try await writer.write(response: head, body: body)
            },
            configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(75)))
        let server = HummingbirdCore.Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: address),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? 0) },
            eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup,
            // Requests have lines of their own; the library's would hold what they asked for.
            logger: Logger(label: "leadline-server", factory: { _ in SwiftLogNoOpLogHandler() }))
        // The library traps on a connection that nobody took when it is canceled; so it is asked to end instead.
        let running = Task { try await server.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task {
                // A failure to end in good order leaves what follows.
                try? await server.shutdownGracefully()
                try? await Task.sleep(for: .seconds(1))
                running.cancel()
            }
            Task {
                try? await Task.sleep(for: Self.grace)
                running.cancel()
            }
        }
    }

    private var address: BindAddress {
        switch place {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }

    private func answer(_ request: Request, _ channel: any Channel) async -> (HTTPResponse, ResponseBody) {
        let received = ReceivedRequest(
            method: request.method, target: request.head.path ?? "/", headers: request.headers,
            body: await body(of: request), account: await account(behind: channel))
        let answer = await answering(received)
        var head = HTTPResponse(status: HTTPResponse.Status(code: answer.status))
        head.headerFields[.contentType] = answer.contentType
        head.headerFields[.cacheControl] = "no-store"
        head.headerFields[.xContentTypeOptions] = "nosniff"
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        let length = answer.file?.count ?? answer.body.utf8.count
        if answer.status != 204 { head.headerFields[.contentLength] = String(length) }
        // What was not read to its end is no beginning of a next request.
        if received.body == .tooLarge || received.body == .cutOff { head.headerFields[.connection] = "close" }
        if request.method != .head, let part = answer.file { return (head, Self.body(of: part)) }
        let isBare = request.method == .head || answer.body.isEmpty
        return (head, isBare ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
    }

    /// The part of a file, read as fast as it is taken. Where that fails the connection breaks, so that nobody takes what
    /// came for the whole.
    private static func body(of part: FilePart) -> ResponseBody {
        ResponseBody(contentLength: part.count) { writer in
            let file = open(part.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            defer { if file >= 0 { close(file) } }
            var (place, left) = (part.offset, part.count)
            while left > 0 {
                var piece = ByteBufferAllocator().buffer(capacity: min(left, Self.pieceSize))
                let count = piece.writeWithUnsafeMutableBytes(minimumWritableBytes: min(left, Self.pieceSize)) {
                    max(0, pread(file, $0.baseAddress, min(left, Self.pieceSize), place))
                }
                guard count > 0 else { throw CancellationError() }
                try await writer.write(piece)
                (place, left) = (place + count, left - count)
            }
            try await writer.finish(nil)
        }
    }

    private static let pieceSize = 64 << 10

    /// The account whose process has the other end of a Unix socket: the kernel's word, not the caller's.
    private func account(behind channel: any Channel) async -> UInt32? {
        guard case .unix = place, let options = channel as? any SocketOptionProvider else { return nil }
        let name = NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        // A connection that is gone has nobody behind it.
        let peer: PeerAccount? = try? await options.unsafeGetSocketOption(level: .socket, name: name).get()
        return peer?.uid
    }

    /// What Linux fills in for SO_PEERCRED: its `struct ucred`, which the C library shows to GNU programs alone.
    private struct PeerAccount: Sendable {
        var process: Int32 = 0
        var uid: UInt32 = 0
        var group: UInt32 = 0
    }

    /// Reads the body to its end, as long as it is no larger than any may be.
    private func body(of request: Request) async -> ReceivedBody {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.bodyLimit {
            return .tooLarge
        }
        var bytes: [UInt8] = []
        do {
            for try await piece in request.body {
                guard bytes.count + piece.readableBytes <= Self.bodyLimit else { return .tooLarge }
                bytes.append(contentsOf: piece.readableBytesView)
            }
        } catch { return .cutOff }
        return .whole(bytes)
    }
}
