internal import Glibc
internal import Messaging

/// What the commands print.
enum ServerOutput {
    /// One line for people or programs, out at once: whoever reads it from a pipe waits for it.
    static func print(_ line: String) { write(line, to: STDOUT_FILENO) }

    static func toError(_ line: String) { write(line, to: STDERR_FILENO) }

    /// A line goes out in one piece, so that lines of several threads do not mix.
    private static func write(_ line: String, to descriptor: Int32) {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody reads any more: there is nobody to tell.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// The server's log: one JSON object a line on standard error, without contents of messages and without secrets.
struct ServerLog: Sendable {
    /// By which people find what this server does with Twilio.
    static let integration = "[Twilio SMS]"

    /// A line that is complete already, as requests write theirs.
    func write(_ line: String) { ServerOutput.toError(line) }

    /// Something that happened to the server itself.
    func note(_ event: String, _ detail: String? = nil, at moment: Instant = NodeClock.now()) {
        var line = JSONLine()
        line.set("at", moment)
        line.set("event", event)
        if let detail { line.set("detail", detail) }
        write(line.text)
    }

    /// What was done with Twilio.
    func twilio(_ message: String) { note("twilio", "\(Self.integration) \(message)") }

    /// A fault of ours behind the request of that name. What is thrown may hold anything, so that only our own words are
    /// taken from it, else its kind.
    func fault(_ request: String, _ fault: any Error) {
        var line = JSONLine()
        line.set("at", NodeClock.now())
        line.set("event", "fault")
        line.set("request_id", request)
        line.set("detail", ServerComplaint(about: fault)?.sentence ?? "\(type(of: fault))")
        write(line.text)
    }
}
