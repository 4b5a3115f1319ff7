internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import Messaging
internal import NIOCore

/// The listening side: takes requests off the wire, and puts answers on it as whole or as broken as they are meant.
struct Server: Sendable {
    let switchboard: Switchboard
    let host: String
    let port: Int

    /// Serves until the task is canceled; `listening` is called with the port once there is one.
    func run(listening: @escaping @Sendable (Int) async -> Void) async throws {
        // Nobody reads the library's log here, and the first line of output belongs to the program.
        let logger = Logger(label: "twilio-simulator", factory: { _ in SwiftLogNoOpLogHandler() })
        let channel = HTTP1Channel(responder: { request, writer, channel in
            let answer = await answer(to: request)
            switch answer.delivery {
            case .none: try await channel.close(mode: .all)
            case .whole, .cut: try await writer.write(response: head(of: answer), body: body(of: answer))
            }
        })
        let server = HummingbirdCore.Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) },
            eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup, logger: logger)
        // Ending it by cancellation would drop connections that were accepted a moment ago, and the library traps on a
        // connection that nobody took. So it is asked to end, and only canceled when it does not.
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
        }
    }

    /// Reads the request to its end before anything is decided: a body left unread would spoil the next request.
    private func answer(to request: Request) async -> Answer {
        // A body that ends early or is too long is no request that could be processed.
        guard let buffer = try? await request.body.collect(upTo: 1 << 20) else {
            return Answer(Rejection(413, 20422, "Request body too large"))
        }
        let target = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let incoming = Incoming(
            method: request.method.rawValue, path: target.first.map(String.init) ?? "/",
            query: FormFields(encoded: target.count > 1 ? Array(target[1].utf8) : []),
            body: Array(buffer.readableBytesView), authorization: request.headers[.authorization],
            host: request.head.authority ?? "\(host):\(port)")
        var answer = await switchboard.answer(incoming)
        // The library's own date is that of the machine; this one is that of the account, right or wrong.
        let date = DateWriter.rfc2822(await switchboard.directory.first.now).replacing("+0000", with: "GMT")
        answer.headers.append(("Date", date))
        return answer
    }

    /// The head as it goes out, its length always that of the whole body: a cut answer is one that breaks its promise.
    private func head(of answer: Answer) -> HTTPResponse {
        var head = HTTPResponse(status: HTTPResponse.Status(code: answer.status))
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            head.headerFields[name] = value
        }
        if answer.status != 204 { head.headerFields[.contentLength] = String(answer.body.count) }
        return head
    }

    private func body(of answer: Answer) -> ResponseBody {
        guard answer.delivery == .cut else { return ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) }
        let half = ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2))
        return ResponseBody(contentLength: answer.body.count) { writer in
            try await writer.write(half)
            throw CutShort()
        }
    }

    /// Thrown to end a connection in the middle of an answer.
    private struct CutShort: Error {}
}
