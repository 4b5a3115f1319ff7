internal import CNcurses
internal import CTerminalRescue
internal import Glibc

/// The two ends of the terminal line: its settings, what it sends, and what it is sent.
///
/// Output never blocks where the system lets us open the line for ourselves: what a stopped terminal does not take
/// is kept and goes out when it does.
struct TerminalLine {
    let input: Int32
    let output: Int32
    /// The settings found, and to be left behind.
    let settings: termios
    private(set) var unsent: ArraySlice<UInt8> = []
    private(set) var isLost = false
    /// How many writes there have been; tests hold the screen to one a frame.
    private(set) var writeCount = 0
    private let isOwn: Bool

    init(input: Int32, output: Int32) throws(TerminalError) {
        guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
        var settings = termios()
        guard tcgetattr(output, &settings) == 0 else { throw .ourFault("tcgetattr: \(errno)") }
        self.settings = settings
        // Shells share the open file with us, so it must stay blocking; a file opened anew is ours alone.
        let own = ttyname(output).map { open($0, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1
        isOwn = own >= 0
        self.input = isOwn ? own : input
        self.output = isOwn ? own : output
    }

    func close() { if isOwn { Glibc.close(output) } }

    /// Keys one by one, unechoed, none of them meaning anything to the system; output untranslated.
    func makeRaw() {
        var raw = settings
        cfmakeraw(&raw)
        tcsetattr(output, TCSANOW, &raw)
    }

    func restore() {
        var settings = settings
        tcsetattr(output, TCSANOW, &settings)
    }

    /// Rows and columns as the terminal tells them; `nil` where it does not.
    func reportedSize() -> (width: Int, height: Int)? {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(min(size.ws_col, 1000)), Int(min(size.ws_row, 500)))
    }

    /// Everything that has come, or `nil` when nothing has. The end of the line shows in `isLost`.
    mutating func read(into buffer: inout [UInt8]) -> Int? {
        guard !isLost else { return nil }
        var watched = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        if !isOwn, poll(&watched, 1, 0) <= 0 { return nil }
        let count = Glibc.read(input, &buffer, buffer.count)
        if count > 0 { return count }
        if count == 0 || ![EAGAIN, EINTR].contains(errno) { isLost = true }
        return nil
    }

    mutating func send(_ bytes: [UInt8]) {
        guard !isLost, !bytes.isEmpty else { return }
        if unsent.isEmpty { unsent = bytes[...] } else { unsent += bytes }
        flush()
    }

    /// Gives a slow terminal a moment to take what is left, before the line goes to somebody else.
    mutating func drain() {
        for _ in 0..<10 where !unsent.isEmpty && !isLost {
            var watched = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            if poll(&watched, 1, 50) > 0 { flush() }
        }
    }

    /// Sends on what could not be sent before.
    mutating func flush() {
        while !unsent.isEmpty, !isLost {
            let count = unsent.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                writeCount += 1
                unsent = unsent.dropFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                isLost = true
            }
        }
        if isLost { unsent = [] }
    }
}
