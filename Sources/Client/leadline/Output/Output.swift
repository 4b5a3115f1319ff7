import Drawing
import Glibc

/// Standard output, written in large pieces.
///
/// It is lent for as long as something is printed, so that nobody can end without having learnt that it could not be
/// written. A reader that goes away ends the program the way the shell expects of a filter.
struct Output: ~Copyable {
    private var buffer: [UInt8] = []
    private let readsUTF8 = Self.readsUTF8(STDOUT_FILENO)

    private init() {}

    /// Lends standard output to `body` and writes what it has printed, also where it fails in the middle.
    static func printing(_ body: (inout Output) throws -> Void) throws(Complaint) {
        var out = Output()
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
        try Self.write(buffer, to: STDOUT_FILENO, as: "Standard output")
    }

    /// Says something on standard error, where there is nobody else to tell should that fail.
    static func toError(_ line: String) { prompt(line + "\n") }

    /// The same without an end of the line, for questions.
    static func prompt(_ text: String) {
        let text = readsUTF8(STDERR_FILENO) ? text : plain(text)
        try? write(Array(text.utf8), to: STDERR_FILENO, as: "Standard error")
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

    /// Writes everything. What cannot be written is complained about under `name`.
    static func write(_ bytes: [UInt8], to descriptor: Int32, as name: String) throws(Complaint) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE {
                    signal(SIGPIPE, SIG_DFL)
                    raise(SIGPIPE)
                }
                throw Complaint(unwritable: name, errno)
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
        self.init(
            isFull ? .tryLater : .failure,
            "\(visible(name)) cannot be written as a whole: \(String(cString: strerror(code))).",
            advice: isFull ? "Make room there and try again." : "Check the disk, and the rights of its folder.")
    }
}
