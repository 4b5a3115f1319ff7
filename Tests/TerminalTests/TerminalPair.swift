import Drawing
import Glibc
import TestSupport
import Testing

@testable import Terminal

/// A pseudo-terminal with a screen at its one end and a test, instead of a person, at the other.
@MainActor final class TerminalPair {
    let person: Int32
    private(set) var line: Int32
    var glass: Glass

    init(width: Int = 80, height: Int = 24) throws {
        var ends: (Int32, Int32) = (-1, -1)
        try #require(openpty(&ends.0, &ends.1, nil, nil, nil) == 0)
        (person, line) = ends
        for end in [person, line] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(person, F_SETFL, O_NONBLOCK)
        glass = Glass(width: width, height: height)
        resize(width, height)
    }

    deinit {
        close(person)
        if line >= 0 { close(line) }
    }

    func options(_ type: String = "xterm-256color") -> ScreenOptions {
        var options = ScreenOptions()
        options.terminalType = type
        options.input = line
        options.output = line
        return options
    }

    func resize(_ width: Int, _ height: Int) {
        var size = winsize(
            ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(person, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        for _ in 0..<1000 where sent < bytes.count {
            let count = write(person, Array(bytes[sent...]), bytes.count - sent)
            if count > 0 { sent += count } else { usleep(500) }
        }
    }

    /// Everything the screen has written since the last time; the glass shows it.
    @discardableResult
    func look() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(person, &buffer, buffer.count)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        glass.feed(bytes)
        return bytes
    }

    /// The person closes the window.
    func hangUp() {
        close(person)
        close(line)
        line = -1
    }
}

/// Keys as they come, until there are as many as expected.
@MainActor func keys(_ screen: Screen, _ count: Int) -> [Key] {
    var keys: [Key] = []
    for _ in 0..<200 where keys.count < count {
        _ = screen.wait(atMost: 10)
        keys += screen.pendingKeys()
    }
    return keys
}
