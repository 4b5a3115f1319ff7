import Drawing
import Glibc
import TestSupport
import Testing

@testable import Terminal

@MainActor @Suite(.serialized) struct ManneredGuestTests {
    private func settings(_ pair: TerminalPair) -> termios {
        var settings = termios()
        tcgetattr(pair.line, &settings)
        return settings
    }

    @Test("At the end the terminal is as it was found")
    func leavesNoTrace() throws {
        let pair = try TerminalPair()
        let found = settings(pair)
        let screen = try Screen(pair.options())
        #expect(settings(pair).c_lflag & tcflag_t(ECHO | ICANON | ISIG) == 0)
        screen.setTitle("leadline")
        screen.paint(Canvas(size: screen.size), theme: .builtIn)

        screen.end()
        screen.end()
        pair.look()

        #expect(settings(pair).c_lflag == found.c_lflag && settings(pair).c_oflag == found.c_oflag)
        #expect(!pair.glass.isAlternate && pair.glass.isCursorVisible)
        #expect(pair.glass.modes.isDisjoint(with: [2004, 1004, 1002, 1006]))
        #expect(pair.glass.unknown == [])
    }

    @Test("While it is stopped the shell has its own terminal; afterwards everything is drawn anew")
    func suspends() throws {
        let pair = try TerminalPair()
        let found = settings(pair)
        let screen = try Screen(pair.options())
        var canvas = Canvas(size: screen.size)
        canvas.write("still here", at: .zero, style: Style(.marker))
        screen.paint(canvas, theme: .builtIn)

        screen.suspend {
            pair.look()
            #expect(!pair.glass.isAlternate && pair.glass.isCursorVisible && !pair.glass.modes.contains(2004))
            #expect(settings(pair).c_lflag == found.c_lflag)
            pair.glass = Glass(width: 80, height: 24)
        }
        #expect(screen.pendingKeys() == [.resize])
        screen.paint(canvas, theme: .builtIn)
        pair.look()

        #expect(pair.glass.isAlternate && pair.glass.modes.contains(2004))
        #expect(pair.glass.lines[0] == "still here")
        #expect(pair.glass.pens[0][0] == [137])
        screen.end()
    }

    @Test("Another program gets the terminal, and its result comes back")
    func runsPrograms() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.paint(Canvas(size: screen.size), theme: .builtIn)
        #expect(try screen.lend { try shell("exit 3") } == .exit(3))
        #expect(try screen.lend { try shell("kill -TERM $$") } == .exit(128 + SIGTERM))
        #expect(throws: TerminalError.notATerminal) { try screen.lend { throw TerminalError.notATerminal } }
        screen.end()
    }

    @Test("The mouse that another program left on is turned off, at the start and after each program")
    func turnsMouseOff() throws {
        let left = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1003h\u{1B}[?1006h\u{1B}[?1015h".utf8)
        for usesMouse in [false, true] {
            let pair = try TerminalPair()
            var options = pair.options()
            options.usesMouse = usesMouse
            pair.glass.feed(left)
            let screen = try Screen(options)
            for _ in 0..<2 {
                screen.paint(Canvas(size: screen.size), theme: .builtIn)
                pair.look()
                #expect(pair.glass.modes.isDisjoint(with: [1000, 1003, 1015]))
                #expect(pair.glass.modes.isSuperset(of: [1002, 1006]) == usesMouse)
                #expect(pair.glass.modes.isDisjoint(with: [1002, 1006]) == !usesMouse)
                screen.whileAway { pair.glass.feed(left) }
            }
            screen.end()
        }
    }

    @Test("A program that does not end with the session is not waited for, and the end is told afterwards")
    func endsPrograms() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.paint(Canvas(size: screen.size), theme: .builtIn)

        let ending = try screen.lend { try shell("trap '' HUP; kill -TERM $PPID; while :; do sleep 1; done") }

        #expect(ending == .hungUp)
        #expect(screen.pendingKeys() == [.resize])
        #expect(screen.wait(atMost: 1000).contains(.terminate))
        screen.end()
    }

    /// Starts a shell with a script, with every signal as it is by default, and none blocked.
    private func shell(_ script: String) throws -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t(), none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let texts = ["/bin/sh", "-c", script]
        let words = texts.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: Int32 = 0
        let problem = posix_spawn(&child, "/bin/sh", nil, &attributes, words, environ)
        try #require(problem == 0)
        return child
    }

    @Test("A bell, a title and a copied text leave in the write of the frame")
    func sendsExtras() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.bell()
        screen.setTitle("Ana\u{7}\u{1B}]0;evil\u{202E} · leadline")
        #expect(screen.copy("+5511999887766"))
        screen.paint(Canvas(size: screen.size), theme: .builtIn)
        pair.look()

        #expect(screen.writeCount == 1)
        #expect(pair.glass.bells == 1)
        #expect(pair.glass.commands == ["2;Ana]0;evil · leadline", "52;c;KzU1MTE5OTk4ODc3NjY="])
        screen.end()
    }

    @Test("A text too long for the clipboard is refused, and tmux gets its own wrapping")
    func limitsCopies() {
        #expect(Sequences.copy(String(repeating: "a", count: 56_246), isInsideTmux: false) == nil)
        #expect(Sequences.copy(String(repeating: "a", count: 56_244), isInsideTmux: false) != nil)
        let wrapped = Sequences.copy("hi", isInsideTmux: true).map { String(decoding: $0, as: UTF8.self) }
        #expect(wrapped == "\u{1B}]52;c;aGk=\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\")
        #expect(Sequences.base64(Array("leads".utf8)) == Array("bGVhZHM=".utf8))
        #expect(Sequences.base64([]) == [])
    }

    @Test("A window that is no terminal at all gets no special modes")
    func sparesOldTerminals() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options("vt100"))
        #expect(!screen.copy("text"))
        screen.setTitle("title")
        var canvas = Canvas(size: screen.size)
        canvas.write("plain", at: .zero)
        screen.paint(canvas, theme: .builtIn)
        pair.look()
        #expect(pair.glass.lines[0] == "plain")
        #expect(pair.glass.commands == [] && !pair.glass.modes.contains(2004))
        screen.end()
    }
}
