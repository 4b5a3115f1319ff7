import Drawing
import Glibc
import TestSupport
import Testing

@testable import Terminal

@MainActor @Suite(.serialized) struct KeyboardTests {
    /// Lets signals of an earlier test, which belong to the whole process, come and go.
    private func settle(_ screen: Screen, _ mailbox: Mailbox<Int>) {
        for _ in 0..<5 where screen.wait(mailbox: mailbox.descriptor, atMost: 5) != .deadline {
            _ = screen.pendingKeys()
        }
    }

    @Test("Keys come in the order they were pressed, on every kind of terminal")
    func deliversKeys() throws {
        for type in ["xterm-256color", "tmux-256color", "screen-256color", "linux", "vt100"] {
            let pair = try TerminalPair()
            let screen = try Screen(pair.options(type))

            pair.type("j\u{1B}[1;5D\u{1B}OA\u{1B}s日")

            #expect(
                keys(screen, 5) == [
                    .character("j"), .named(.ctrlLeft), .named(.up), .alt("s"), .character("日"),
                ], "\(type)")
            screen.end()
        }
    }

    @Test("Esc by itself is a key at once, without waiting for more")
    func deliversEscape() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        pair.type("\u{1B}")
        #expect(keys(screen, 1) == [.named(.escape)])
        screen.end()
    }

    @Test("Keys that mean something to the system are keys here: Ctrl-C, Ctrl-Z, Ctrl-S, Ctrl-\\")
    func takesSystemKeys() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        pair.type("\u{3}\u{1A}\u{13}\u{1C}")
        #expect(keys(screen, 4) == [.ctrl("c"), .ctrl("z"), .ctrl("s"), .ctrl("\\")])
        screen.end()
    }

    @Test("A paste of commands is one text")
    func pastesCannotCommand() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        pair.type("\u{1B}[200~dd\rq\u{1B}[201~j")
        #expect(keys(screen, 2) == [.paste("dd\nq"), .character("j")])
        screen.end()
    }

    @Test(
        "Every terminal with a cursor is asked to mark pastes, but for a few old ones",
        arguments: [
            ("xterm-256color", true), ("wezterm", true), ("putty-256color", true), ("gnome-256color", true),
            ("mintty", true), ("vte-256color", true), ("st", true), ("something-new", true), ("screen", true),
            ("linux", false), ("vt100", false), ("vt220", false), ("ansi", false), ("dumb", false),
        ])
    func asksForMarks(type: String, isAsked: Bool) {
        let modes = Modes(type: type, usesMouse: false)

        #expect(String(decoding: modes.on, as: UTF8.self).contains("\u{1B}[?2004h") == isAsked)
        #expect(String(decoding: modes.off, as: UTF8.self).contains("\u{1B}[?2004l") == isAsked)
        #expect(String(decoding: modes.farewell, as: UTF8.self).contains("\u{1B}[?2004l") == isAsked)
    }

    @Test(
        "Where pastes are not marked, a burst with a line break is a paste",
        arguments: ["linux", "vt100", "screen-256color", "something-new"])
    func guessesPastes(type: String) throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options(type))

        pair.type("dd\rq")

        #expect(keys(screen, 1) == [.paste("dd\nq")])
        screen.end()
    }

    @Test("Where pastes are marked, keys typed ahead on a slow line stay keys", arguments: ["xterm", "tmux-256color"])
    func trustsMarks(type: String) throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options(type))

        pair.type("rok\r")

        #expect(keys(screen, 4) == [.character("r"), .character("o"), .character("k"), .named(.enter)])
        screen.end()
    }

    @Test("Where pastes are marked, a burst of several lines without marks is a paste all the same")
    func guessesBursts() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options("tmux-256color"))
        pair.type("\u{1B}[200~marked\u{1B}[201~")
        #expect(keys(screen, 1) == [.paste("marked")])
        usleep(100_000)

        pair.type("line one\rdd\rq\rR\rline two")

        #expect(keys(screen, 1) == [.paste("line one\ndd\nq\nR\nline two")])
        screen.end()
    }

    @Test("A long paste arrives whole, without being read byte by byte")
    func takesLongPastes() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        let text = String(repeating: "word ", count: 600)
        pair.type("\u{1B}[200~" + text + "\u{1B}[201~")
        #expect(keys(screen, 1) == [.paste(text)])
        screen.end()
    }

    @Test("The terminal's answers are no keys, and tell whether it is dark")
    func understandsAnswers() throws {
        let pair = try TerminalPair()
        var options = pair.options()
        options.asksForBackground = true
        let screen = try Screen(options)
        screen.paint(Canvas(size: screen.size), theme: .builtIn)
        pair.look()
        #expect(pair.glass.commands == ["11;?"])

        pair.type("\u{1B}]11;rgb:ffff/ffff/eeee\u{1B}\\\u{1B}[?62c\u{1B}P1$r0m\u{1B}\\k")

        #expect(keys(screen, 1) == [.character("k")])
        #expect(screen.reportedBackground == .light)
        screen.end()
    }

    @Test("However often the window changes its size, one change is told, and the picture fits")
    func coalescesResizes() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.paint(Canvas(size: screen.size), theme: .builtIn)
        pair.look()

        for width in 60...100 {
            pair.resize(width, 30)
            kill(getpid(), SIGWINCH)
        }

        #expect(keys(screen, 1) == [.resize])
        #expect(screen.size == Size(width: 100, height: 30))
        pair.glass = Glass(width: 100, height: 30)
        var canvas = Canvas(size: screen.size)
        canvas.box(canvas.bounds, .light, style: Style(.border))
        screen.paint(canvas, theme: .builtIn)
        pair.look()
        #expect(pair.glass.lines == canvas.lines)
        #expect(screen.pendingKeys() == [])
        screen.end()
    }

    @Test("A terminal that is gone is told once and never spun on")
    func noticesTheEnd() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.paint(Canvas(size: screen.size), theme: .builtIn)

        pair.hangUp()

        #expect(screen.wait(atMost: 1000).contains(.lost))
        #expect(screen.isLost)
        let mailbox = try Mailbox<Int>()
        settle(screen, mailbox)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 20) == .deadline)
        var canvas = Canvas(size: screen.size)
        canvas.write("nobody sees this", at: .zero)
        screen.paint(canvas, theme: .builtIn)
        screen.end()
    }

    @Test("A terminal that is found gone while painting is told at the next wait")
    func noticesTheEndWhilePainting() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        let mailbox = try Mailbox<Int>()
        settle(screen, mailbox)
        pair.hangUp()

        screen.paint(Canvas(size: screen.size), theme: .builtIn)

        #expect(screen.isLost)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 1000) == .lost)
        kill(getpid(), SIGCHLD)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 20) == .deadline)
        screen.end()
    }

    @Test("Waiting ends with a letter, with its time, and with a signal")
    func wakesForEverything() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        let mailbox = try Mailbox<Int>()
        settle(screen, mailbox)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 5) == .deadline)

        mailbox.post(1)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 1000) == .letters)
        #expect(mailbox.takeAll() == [1])

        kill(getpid(), SIGTERM)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 1000) == .terminate)
        kill(getpid(), SIGHUP)
        #expect(screen.wait(mailbox: mailbox.descriptor, atMost: 1000) == .hangUp)
        screen.end()
    }
}
