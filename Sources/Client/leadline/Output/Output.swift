import Drawing
import Glibc

/// Standard output, written in large pieces.
///
/// It is lent for as long as something is printed, so that nobody can end without having learnt that it could not be
/// written. A reader that goes away ends the program the way the shell expects of a filter, unless what is printed is
/// an account of something that was done: then it is a failure to write like every other.
struct Output: ~Copyable {
    private var buffer: [UInt8] = []
    private let endsUnread: Bool
    private let readsUTF8 = Self.readsUTF8(STDOUT_FILENO)

    private init(endsUnread: Bool) { self.endsUnread = endsUnread }

    /// Lends standard output to `body` and writes what it has printed, also where it fails in the middle.
    ///
    /// With `endsUnread` a reader that is gone ends the program.
    static func printing(endsUnread: Bool = true, _ body: (inout Output) throws -> Void) throws(Complaint) {
        var out = Output(endsUnread: endsUnread)
        do {
            try body(&out)
        } catch {
            let first = Complaint(describing: error)
            // What went wrong first is what a person needs to know.
            try? out.flush()
            throw first
        }
        try out.flush()
    }

    /// Adds one line. It leaves with the next piece, or when the output is given back.
    mutating func line(_ text: String) throws(Complaint) {
        buffer += (readsUTF8 ? text : Self.plain(text)).utf8
        buffer.append(10)
        if buffer.count >= 65_536 { try flush() }
    }

    private mutating func flush() throws(Complaint) {
        defer { buffer.removeAll(keepingCapacity: true) }
        try Self.write(buffer, to: STDOUT_FILENO, as: "Standard output", endsUnread: endsUnread)
    }

    /// Says something on standard error, where there is nobody else to tell should that fail.
    static func toError(_ line: String) { prompt(line + "\n") }

    /// The same without an end of the line, for questions.
    static func prompt(_ text: String) {
        let text = readsUTF8(STDERR_FILENO) ? text : plain(text)
        try? write(Array(text.utf8), to: STDERR_FILENO, as: "Standard error")
    }

    /// How many cells a line of standard error has, where that is a terminal that knows.
    static var errorWidth: Int? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// False for a terminal whose locale is not UTF-8. Files and pipes always get UTF-8, so that nothing is lost there.
    private static func readsUTF8(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 0 || Environment.ofProcess.writesUTF8
    }

    /// A line in ASCII: of an object of JSON the very same object, of other text its plain letters.
    private static func plain(_ text: String) -> String {
        guard text.hasPrefix("{") else { return PlainLetters.fold(text) }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            if scalar.isASCII { return line.unicodeScalars.append(scalar) }
            for unit in String(scalar).utf16 { line += "\\u" + padded(String(unit, radix: 16)) }
        }
    }

    private static func padded(_ digits: String) -> String { String(repeating: "0", count: 4 - digits.count) + digits }

    /// Writes everything, however slowly it is read. What cannot be written is complained about under `name`.
    static func write(
        _ bytes: [UInt8], to descriptor: Int32, as name: String, endsUnread: Bool = false
    ) throws(Complaint) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    // Whoever started us has left the descriptor in a state in which it does not wait by itself.
                    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&wanted, 1, -1)
                    continue
                }
                let code = errno
                if code == EPIPE, endsUnread {
                    signal(SIGPIPE, SIG_DFL)
                    raise(SIGPIPE)
                }
                throw Complaint(unwritable: name, code)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Hands the descriptor of standard output back to the system, which may only now say that the disk was full.
    static func close() throws(Complaint) {
        guard Glibc.close(STDOUT_FILENO) != 0, errno != EBADF, errno != EINTR else { return }
        throw Complaint(unwritable: "Standard output", errno)
    }
}

extension Complaint {
    /// Something was not written, or not as a whole.
    init(unwritable name: String, _ code: Int32) {
        let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
        let advice =
            switch code {
            case _ where isFull: "Make room there and try again."
            case EPIPE: "Whatever read it has ended."
            case EROFS, EACCES, EPERM: Folders.howToWrite
            default: "Check the disk, and the rights of its folder."
            }
        self.init(
            isFull ? .tryLater : .failure,
            "\(visible(name)) cannot be written as a whole: \(String(cString: strerror(code))).", advice: advice)
    }
}
