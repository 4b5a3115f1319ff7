import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// Whoever types goes on typing for a moment where the composer has gone, and is not commanding anything.
@Suite struct TypingOnTests {
    private func touches(_ session: ScreenSession) -> [Effect] {
        session.effects { effect in
            guard case .write(let write) = effect else { return false }
            if case .change = write { return !effect.marksAsRead }
            if case .takeBack = write { return true }
            return false
        }
    }

    /// A session in which a text has just been handed over, and the composer has gone.
    private func sent(_ way: InboxSettings.AfterSend, by key: String = "<Enter>") -> ScreenSession {
        var session = ScreenSession(.crowd(5)) { $0.afterSend = way }
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(300))
        session.press(key)
        session.forgetEffects()
        return session
    }

    @Test(
        "What is typed on after a text was sent changes nobody, and it is said",
        arguments: [InboxSettings.AfterSend.back, .nextWaiting, .doneNext],
        ["e", "hello, u", "zebra crossing", "quote", "ee e e"])
    func typingOn(_ way: InboxSettings.AfterSend, _ text: String) {
        var session = sent(way)
        let lead = session.state.currentLead
        if text.hasPrefix("z") { session.press([.character("a")]) }

        for letter in text {
            session.press([.character(letter)])
            session.wait(.milliseconds(400))
        }

        #expect(touches(session).isEmpty)
        #expect(session.state.currentLead == lead && session.state.composer == nil && session.state.question == nil)
        #expect(session.state.notice?.text.contains("did nothing") == true)
    }

    @Test("A pause makes the letters keys again", arguments: ["<Enter>", "<Ctrl-s>"])
    func pause(_ key: String) {
        var session = sent(.doneNext, by: key)
        session.press([.character("e")])
        session.wait(.milliseconds(500))
        session.press([.character("e")])
        #expect(touches(session).isEmpty)
        session.wait(.milliseconds(601))
        session.press([.character("e")])

        #expect(touches(session).count == 1)
    }

    @Test("Behind a text that was typed on no pause makes the rest of it keys", arguments: ["<Enter>", "<Ctrl-s>"])
    func restOfText(_ key: String) {
        var session = sent(.doneNext, by: key)
        for letter in "rHello " { session.press([.character(letter)]) }
        session.wait(.seconds(2))
        for letter in "again, is it free" { session.press([.character(letter)]) }
        session.wait(.milliseconds(500))
        session.press([.named(.enter)])

        #expect(touches(session).isEmpty && session.state.composer == nil)
        #expect(session.state.notice?.text.contains("Esc first") == true)
        session.press([.named(.escape)])
        session.press([.character("r")])
        #expect(session.state.composer != nil)
    }

    @Test("What came in one read behind the key to the next lead does not reach the one before")
    func refusedWithText() {
        var session = ScreenSession(.crowd(5))
        session.press("r")
        session.type("Gladly")
        session.wait(.seconds(1))
        session.forgetEffects()

        session.press([.ctrl("s")] + "rHello there".map { .character($0) })
        session.wait(.seconds(1))
        for letter in "and so on" { session.press([.character(letter)]) }
        session.press([.named(.enter)])

        #expect(session.state.composer?.editor.text == "Gladly")
        #expect(session.effects { if case .write(.queue) = $0 { true } else { false } }.isEmpty)
        #expect(session.state.notice?.text.contains("Not sent") == true)
        session.press([.ctrl("s")])
        #expect(session.effects { if case .write(.queue) = $0 { true } else { false } }.count == 1)
    }

    @Test("What no text is made of is heard at once")
    func otherKeys() {
        var session = sent(.doneNext)
        let first = session.state.currentLead
        session.press([.named(.up)])
        #expect(session.state.currentLead != first)
        session.press([.named(.enter)])
        #expect(session.state.focus == .conversation)
    }

    @Test("The Enter and the Esc of a text that was typed on belong to it")
    func endOfText() {
        for end in [Key.named(.enter), .named(.escape)] {
            var session = sent(.doneNext)
            session.press([.character("h")])
            session.press([end])
            #expect(session.state.focus == .table && session.state.notice?.text.contains("did nothing") == true)
        }
    }

    @Test("Esc ends it, and the next letter is a key")
    func escape() {
        var session = sent(.doneNext)
        session.press([.character("h")])
        session.press([.named(.escape)])
        session.press([.character("e")])
        #expect(touches(session).count == 1)
    }

    @Test("The key that takes a text back is heard at once, but not within a word")
    func takingBack() {
        var session = sent(.doneNext)
        session.press([.character("z")])
        #expect(session.state.composer?.editor.text == "Gladly")
        session.press([.character("!")])
        #expect(session.state.composer?.editor.text == "Gladly!")

        var word = sent(.doneNext)
        for letter in "ez" { word.press([.character(letter)]) }
        #expect(word.state.composer == nil && touches(word).isEmpty)
    }

    @Test("Tab within a word leaves the text, and the rest of the word commands nothing")
    func tab() {
        var session = ScreenSession(.crowd(5))
        session.press("r")
        session.type("Glad")
        session.press([.named(.tab)])
        #expect(session.state.composer == nil)
        session.forgetEffects()
        for letter in "equ" { session.press([.character(letter)]) }

        #expect(touches(session).isEmpty && session.state.question == nil)
        #expect(session.state.notice?.text.contains("outside the text") == true)
    }

    @Test("Tab after a pause is meant, and so is what follows it")
    func meantTab() {
        var session = ScreenSession(.crowd(5))
        session.press("r")
        session.type("Glad")
        session.wait(.seconds(1))
        session.press([.named(.tab)])
        session.forgetEffects()
        session.press([.character("e")])

        #expect(touches(session).count == 1)
    }
}
