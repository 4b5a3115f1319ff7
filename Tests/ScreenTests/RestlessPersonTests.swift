import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// Presses anything, while anything happens, on a screen that changes its size; the promises hold all the same.
@Suite struct RestlessPersonTests {
    private static let keys = [
        "j", "k", "5j", "G", "gg", "<Ctrl-d>", "<Ctrl-u>", "<Enter>", "<Esc>", "r", "hello", "<Tab>", "<Shift-Tab>",
        "/",
        "is:unread", "g/", "gl", "a", "A", "n", "z", "Z", "u", "e", "I", "gm", "ym", ":", "?", "<F1>", "+", "_", "R",
        "gs",
        "<Ctrl-s>", "<Alt-Enter>", "<Ctrl-w>", "<Ctrl-_>", "<Ctrl-r>", "<Ctrl-c>", "<Up>", "<Down>", "q", "c", "o", "O",
        "<Ctrl-o>", "<PageDown>", "<Backspace>", "h", "l", "y", "x", "王", "<Ctrl-x>n", "<Alt-a>",
    ]

    private func turn(_ session: inout ScreenSession, _ dice: inout Dice) {
        switch Int.random(in: 0..<20, using: &dice) {
        case 0:
            session.hear(
                .resized(Size(width: .random(in: 0...180, using: &dice), height: .random(in: 0...60, using: &dice))))
        case 1:
            let lead = Int64.random(in: 1...40, using: &dice)
            let now = session.now
            session.happen { $0.say(lead, .inbound, "again", at: now) }
        case 2: session.wait(.milliseconds(.random(in: 1...6_000, using: &dice)))
        case 3: session.answers.toggle(); if session.answers { session.letAnswersThrough() }
        case 4: session.paste("dd\nq")
        case 5: session.press([Bool.random(using: &dice) ? .focusIn : .focusOut])
        default: session.press(Self.keys.randomElement(using: &dice) ?? "j")
        }
    }

    @Test(
        "Whatever is pressed and whatever happens, a text goes to the lead it was written to", arguments: 1...6,
        InboxSettings.AfterSend.allCases)
    func promises(_ seed: UInt64, _ way: InboxSettings.AfterSend) {
        var dice = Dice(seed: seed)
        var session = ScreenSession(.crowd(40), size: Size(width: 110, height: 30)) { $0.afterSend = way }
        session.grants = ScreenSession.Grant.all

        for _ in 0..<150 {
            let lead = session.state.composer?.lead
            session.forgetEffects()
            turn(&session, &dice)

            for case .write(.queue(let intent, _, _)) in session.effects { #expect(intent.lead == lead) }
            #expect((session.state.composer != nil) == (session.state.focus == .composer))
            if let lead, let now = session.state.composer?.lead, session.effects.isEmpty { #expect(now == lead) }
            let canvas = session.canvas
            #expect(canvas.cursor.map(canvas.bounds.contains) ?? true)
        }
    }
}
