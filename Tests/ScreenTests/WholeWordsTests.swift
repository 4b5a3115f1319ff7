import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// Nothing that tells a person what to do is cut, on however narrow a terminal.
@Suite struct WholeWordsTests {
    /// The words of the screen in their order, without the rules between them.
    private func words(_ session: ScreenSession) -> String {
        session.canvas.lines.flatMap { $0.split(whereSeparator: { " │─┌┐└┘>".contains($0) }) }.joined(separator: " ")
    }

    @Test("A notice is told to its end", arguments: [40, 60, 80, 120], [true, false])
    func notices(_ width: Int, _ isDemo: Bool) {
        let sentences = [
            "tmux holds Escape back for 500 ms. Put `set -sg escape-time 20` into ~/.tmux.conf.",
            "You typed on after sending; that did nothing. z takes the text back.",
            String(repeating: "Nothing can be sent from this number yet. ", count: 4) + "End.",
        ]
        for sentence in sentences {
            var session = ScreenSession(.sample(), size: Size(width: width, height: 24)) { $0.isDemo = isDemo }
            session.hear(.notice(Notice(sentence, .warning)))

            let shown = words(session).replacing("DEMO ", with: "")
            #expect(shown.hasSuffix(sentence), "\(shown)")
            #expect(!(session.canvas.lines.last ?? "").contains("…"))
        }
    }

    @Test("Why the account cannot be used is told to its end, above the counts", arguments: [40, 60, 80, 120])
    func refused(_ width: Int) {
        let reason = "Twilio refuses the credentials of this profile (20003). Run `leadline doctor` for the remedy."
        for keys in ["", "r", "G"] {
            var session = ScreenSession(.sample(), size: Size(width: width, height: 24))
            session.hear(.engine(EngineReport(phase: .refused(reason: reason))))
            session.press(keys)

            #expect(words(session).contains("Run `leadline doctor` for the remedy."), "\(session.screen)")
        }
    }

    @Test("Every sentence of the help is told to its end", arguments: [40, 60, 80, 160])
    func help(_ width: Int) {
        for row in ActionTable.rows {
            var session = ScreenSession(.sample(), size: Size(width: width, height: 30))
            session.press("?")
            session.type(row.action.rawValue)
            let rows = session.state.helpRows
            // The row may stand below others that match as well.
            while session.state.picker.map({ rows.indices.contains($0.choice + 1) }) ?? false,
                session.state.picker.map({ rows[$0.choice].action != row.action }) ?? false
            {
                session.press("<Down>")
            }
            let lines = session.canvas.lines.map { line in
                line.filter { !"│─┌┐└┘".contains($0) }.dropFirst(width < 52 ? 12 : 22)
            }
            let told = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
            #expect(told.contains(row.sentence), "\(row.action.rawValue) at \(width): \(session.screen)")
        }
    }

    @Test("A question is told to its end, with all its answers", arguments: [40, 60, 80])
    func question(_ width: Int) {
        var session = ScreenSession(.sample(), size: Size(width: width, height: 24))
        session.press("r")
        session.type("Shall we say eleven on Saturday, in front of the house?")
        session.press("<Enter>")
        let now = session.now
        session.happen { $0.say(1, .inbound, "Sorry, not Saturday but any other day of the next week", at: now) }
        session.press([.character("r")])

        for part in [
            "held: “Sorry, not", "any other day of", "Esc first, then the letter.", "send it", "edit it", "discard it",
        ] {
            #expect(words(session).contains(part), "\(session.screen)")
        }
    }
}
