/// What the screen is to be, as far as it is known before the terminal is asked.
package nonisolated struct ScreenOptions: Sendable {
    /// What the environment calls the terminal's type.
    package var terminalType = ""
    package var usesColour = true
    package var usesMouse = false
    /// Whether the terminal reads UTF-8; one that does not gets ASCII alone.
    package var readsUTF8 = true
    /// Whether to ask the terminal for its background colour.
    package var asksForBackground = false
    package var isInsideTmux = false
    package var input: Int32 = 0
    package var output: Int32 = 1

    package init() {}

    /// The types to try, in this order.
    var types: [String] {
        var types = terminalType.isEmpty ? [] : [terminalType]
        for other in ["xterm-256color", "xterm"] where other != terminalType { types.append(other) }
        return types
    }
}

/// Why the loop was woken; several things can be true at once.
package nonisolated struct Wakeup: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Keys have come, or a new size: `pendingKeys` has them.
    package static let keys = Wakeup(rawValue: 1)
    /// The mailbox has letters.
    package static let letters = Wakeup(rawValue: 2)
    /// The time given to `wait` is over.
    package static let deadline = Wakeup(rawValue: 4)
    /// The process is to end: SIGHUP; or SIGTERM or any other signal that would end it.
    package static let hangUp = Wakeup(rawValue: 8)
    package static let terminate = Wakeup(rawValue: 16)
    /// SIGINT from outside; Ctrl-C at the keyboard is a key.
    package static let interrupt = Wakeup(rawValue: 32)
    /// Another process asks us to stop, as Ctrl-Z does at the keyboard.
    package static let stop = Wakeup(rawValue: 64)
    /// The terminal is gone for good.
    package static let lost = Wakeup(rawValue: 128)
}
