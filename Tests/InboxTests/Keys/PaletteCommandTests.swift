import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct PaletteCommandTests {
    @Test("Commands are read with what follows them")
    func parse() throws {
        #expect(try Command.parse("name  Ana Lima ").get() == Command(action: .name, argument: "Ana Lima"))
        #expect(try Command.parse("q").get().action == .quit)
        #expect(throws: Command.Problem.self) { try Command.parse("zooom").get() }
        #expect(throws: Command.Problem.self) { try Command.parse("done twice").get() }
    }

    @Test("The palette completes, remembers, and gives the reason where a command cannot be given")
    func palette() {
        var session = ScreenSession(.sample())
        session.press(":")
        session.type("nam")
        session.press("<Tab>")
        #expect(session.state.picker?.line.text == "name ")
        session.type("Maria S.")
        session.press("<Enter>")
        #expect(session.account.leads[LeadID(rawValue: 1)]?.name == "Maria S.")

        session.press(":<Ctrl-p>")
        #expect(session.state.picker?.line.text == "name Maria S.")
        session.press("<Esc>:")
        session.type("send")
        session.press("<Enter>")
        #expect(session.state.picker?.problem?.contains("while you write") == true)
    }

    @Test("A theme is shown while it is chosen, and the old one comes back on Esc")
    func theme() {
        var session = ScreenSession(.sample())
        session.grants = [.themes]
        session.press(":")
        session.type("theme ")
        session.press("<Down>")
        #expect(session.effects.contains(.terminal(.setTheme("dark", isPreview: true))))
        session.press("<Down>")
        #expect(session.effects.last == .terminal(.setTheme("light", isPreview: true)))

        session.press("<Esc>")
        #expect(session.effects.last == .terminal(.setTheme("dark", isPreview: true)))

        session.press(":")
        session.type("theme light")
        session.press("<Enter>")
        #expect(session.effects.last == .terminal(.setTheme("light", isPreview: false)))
    }

    @Test("More than one space before a theme's name completes it all the same")
    func themeAfterSpaces() {
        var session = ScreenSession(.sample())
        session.grants = [.themes]
        session.press(":")
        session.type("theme  l")

        session.press("<Tab>")

        #expect(session.state.picker?.line.text == "theme light")
    }

    @Test("The help explains every sign of the screen, and nothing happens when one is chosen")
    func signs() {
        var session = ScreenSession(.sample())
        session.press("?")
        session.type("sign")
        #expect(session.state.helpRows.count >= 15)
        session.press("<Ctrl-u>")
        session.type("opted out and is not")
        #expect(session.screen.contains("⊘"))

        session.press("<Enter>")

        #expect(session.state.picker?.kind == .help)
    }

    @Test("The help finds an action by what it does, and runs it")
    func help() {
        var session = ScreenSession(.sample())
        session.press("?")
        session.type("waited longest")
        #expect(session.state.helpRows.first?.action == .longestWaiting)
        session.press("<Enter>")

        #expect(session.state.picker == nil)
        #expect(session.state.table.selection == LeadID(rawValue: 5))
    }

    @Test("The help tells what a key does, and behind that why it does nothing here")
    func reasons() {
        var session = ScreenSession(.sample(), size: Size(width: 100, height: 24))
        session.press("?")
        session.type("pictures")

        #expect(session.screen.contains("List the pictures and documents of the message. (The message has"))
    }

    @Test("Hesitating after the first stroke of a key shows what can follow")
    func hint() {
        var session = ScreenSession(.sample())
        session.press("g")
        #expect(!session.screen.contains("search"))

        session.wait(.milliseconds(401))
        #expect(session.screen.contains("search"))
        session.press("x")
        #expect(!session.state.pending.showsHint)
    }

    @Test("Ctrl-c closes what is open, and in the table tells the way out")
    func cancel() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("x")
        session.press("<Ctrl-c>")
        #expect(session.state.composer == nil)

        session.press("<Ctrl-c>")
        #expect(session.state.notice?.text == "To quit press q, or type :q.")
        #expect(session.effects { if case .terminal(.quit) = $0 { true } else { false } }.isEmpty)
    }

    @Test("A search shows what it finds as one types and goes to the message")
    func search() {
        var session = ScreenSession(.sample())
        session.press("g/")
        session.type("elm")
        #expect(session.screen.contains("Elm Street"))

        session.press("<Enter>")
        #expect(session.state.focus == .conversation)
        #expect(session.state.conversation.current?.row.body.contains("Elm") == true)
    }

    @Test("However far one goes on among the matches, it is round and round", arguments: ["7N", "99N", "7n", "1000n"])
    func manyMatches(keys: String) {
        var session = ScreenSession(.sample())
        session.press("g/")
        session.type("e")
        session.press("<Enter>")
        session.press("<Esc>")

        session.press(keys)

        #expect(session.state.notice?.text.hasPrefix("Match ") == true)
    }

    @Test(
        "The palette takes the only command that a word can mean, and names those that it may mean",
        arguments: [
            ("redr", "redraw"), ("qu", "quit"), ("bl", "block"), ("unb", "unblock"), ("colo", "theme"),
            ("the", "theme"),
            ("compo", "compose"),
        ])
    func onlyMeaning(word: String, name: String) throws {
        #expect(try Command.parse(word).get().action.rawValue == name)
    }

    @Test("A word that may mean several commands is none, and says which")
    func severalMeanings() {
        for (word, names) in [
            ("re", ["reply", "resend"]), ("copy", ["copy-message", "copy-number"]), ("b", ["back", "block"]),
        ] {
            guard case .failure(let problem) = Command.parse(word) else {
                Issue.record("\(word) is taken")
                continue
            }
            #expect(names.allSatisfy { problem.sentence.contains($0) }, "\(problem.sentence)")
        }
        #expect(throws: Command.Problem.self) { try Command.parse("").get() }
        #expect(throws: Command.Problem.self) { try Command.parse("x\u{202E}").get() }
    }

    @Test("The palette shows the keys of each command, those of the pane that it was opened in first")
    func keysOfCommands() throws {
        var session = ScreenSession(.sample())
        session.press(":")
        let forms = session.state.completions
        func keys(_ name: String) -> String? { forms.first { $0.line.hasPrefix(name) }?.keys }

        #expect(keys("reply") == "r i" && keys("quit") == "q" && keys("name") == "")
        for form in forms {
            let action = try Command.parse(form.line).get().action
            let all = KeyContext.allCases.flatMap { KeyMap.standard.keys(of: action, in: $0) }
            #expect(form.keys.isEmpty == all.isEmpty, "\(form.line)")
        }
        session.type("quit")
        #expect(session.screen.contains("quit              q "))
    }

    @Test("The help and the palette begin with answering, not with moving")
    func orderOfHelp() {
        var session = ScreenSession(.sample())
        session.press("?")

        #expect(session.state.helpRows.first?.action == .reply)
        #expect(Command.forms.first?.action == .reply)
        #expect(ActionTable.rows.map(\.action).count == Action.allCases.count)
    }

    @Test(
        "A key that means nothing says so, and which key shows those that do",
        arguments: [
            ("j", "w", "w does nothing here; ? shows all keys."), ("", "gQ", "gQ does nothing here; ? shows all keys."),
            ("l", "<Alt-x>", "x does nothing here; ? shows all keys."),
            ("r", "<Alt-x>", "x does nothing here; ? shows all keys."),
            (":", "<Ctrl-t>", "Ctrl-t does nothing here; F1 shows all keys."),
        ])
    func unboundKeys(way: String, keys: String, words: String) {
        var session = ScreenSession(.sample())
        if !way.isEmpty { session.press(way) }

        session.press(keys)

        #expect(session.state.notice?.text == words)
        session.press("<Ctrl-l>")
        #expect(session.state.question == nil)
    }
}
