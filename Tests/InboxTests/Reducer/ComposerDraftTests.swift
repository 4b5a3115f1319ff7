import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct ComposerDraftTests {
    @Test("A conversation that is begun and left without a word leaves nothing behind")
    func begunForNothing() {
        var session = ScreenSession(.sample())
        session.press("jjc")
        session.type("+15550100199")
        session.press("<Enter>")
        #expect(session.account.leads[LeadID(rawValue: 9_000)] != nil)

        session.press("<Esc>")

        #expect(session.account.leads[LeadID(rawValue: 9_000)] == nil)
        #expect(session.state.table.selection == LeadID(rawValue: 3))
        #expect(!session.screen.contains("0199"))
    }

    @Test("A conversation that is begun and left with a draft stays")
    func begunWithDraft() {
        var session = ScreenSession(.sample())
        session.press("c")
        session.type("+15550100199")
        session.press("<Enter>")
        session.type("Good")
        session.press("<Esc>")

        #expect(session.account.drafts[LeadID(rawValue: 9_000)]?.text == "Good")
        #expect(session.screen.contains("0199"))
    }

    private func saved(_ session: ScreenSession) -> [String] {
        session.effects.compactMap { effect in
            if case .write(.saveDraft(let draft, _, _, _)) = effect { draft.text } else { nil }
        }
    }

    @Test("What is typed is saved within a quarter of a second, however long one goes on typing")
    func inTime() {
        var session = ScreenSession(.sample())
        session.press("r")

        for letter in "abcdefghij" {
            session.type(String(letter))
            session.wait(.milliseconds(100))
        }
        session.wait(.milliseconds(150))

        #expect(saved(session).count >= 4)
        #expect(saved(session).last == "abcdefghij")
        session.wait(.milliseconds(150))
        #expect(session.state.nextWake.map { $0 - session.state.elapsed > .seconds(1) } ?? true)
    }

    /// A session whose store has refused the draft "half a thought".
    private func unsaved() throws -> ScreenSession {
        var session = ScreenSession(.sample())
        session.answers = false
        session.press("r")
        session.type("half a thought")
        session.press("<Esc>")
        try refuse(&session)
        return session
    }

    /// Has the store refuse the draft that it was handed last.
    private func refuse(_ session: inout ScreenSession) throws {
        var asked: (lead: LeadID, token: Int)?
        for case .write(.saveDraft(_, let lead, _, let token)) in session.effects { asked = (lead, token) }
        let last = try #require(asked)
        session.hear(.draftFailed(last.lead, token: last.token, Notice("The disk is full.", .failure)))
    }

    @Test("A draft that cannot be saved stays, says so once, and is handed over again until it is saved")
    func savedAgain() throws {
        var session = try unsaved()
        #expect(session.screen.contains("The draft is not saved. The disk is full."))
        session.forgetEffects()

        session.wait(.seconds(6))
        #expect(saved(session) == ["half a thought"])
        session.press("j")
        try refuse(&session)
        #expect(!session.screen.contains("disk is full"))
        session.press("kr")

        #expect(session.state.composer?.editor.text == "half a thought")
    }

    @Test("A draft that is handed over again is over what the store had, not over whatever is there by now")
    func savedAgainOverTheFirst() throws {
        var session = try unsaved()
        session.press("r")
        session.type(", and more")
        session.press("<Esc>")

        var befores: [Draft?] = []
        for case .write(.saveDraft(_, _, let known, _)) in session.effects { befores.append(known) }
        #expect(befores == [Draft(), Draft()])
        try refuse(&session)
        session.forgetEffects()
        session.wait(.seconds(6))
        for case .write(.saveDraft(let draft, _, let known, _)) in session.effects {
            #expect(draft.text == "half a thought, and more" && known == Draft())
        }
        #expect(saved(session).count == 1)
    }

    @Test("Quitting with a draft that is nowhere but here asks first")
    func quittingUnsaved() throws {
        var session = try unsaved()

        session.press("q")
        #expect(session.screen.contains("quitting loses it"))
        session.press("<Enter>")
        #expect(session.effects { if case .terminal(.quit) = $0 { true } else { false } }.isEmpty)
        try refuse(&session)
        session.press("q")
        session.press("l")

        #expect(session.effects.contains(.terminal(.quit(.leave))))
    }

    @Test("A text that another inbox put there stands before what is typed, once, and both stay")
    func joined() throws {
        var session = ScreenSession(.sample())
        session.answers = false
        session.press("r")
        session.type("Mon")
        session.wait(.milliseconds(250))
        var asked: (lead: LeadID, over: Draft?, token: Int)?
        for case .write(.saveDraft(_, let lead, let over, let token)) in session.effects { asked = (lead, over, token) }
        let save = try #require(asked)
        session.type("day")

        session.hear(.draftMerged(save.lead, of: "Mon", whole: "Hello,\nMon", token: save.token))
        #expect(save.over == Draft())
        #expect(session.state.composer?.editor.text == "Hello,\nMonday")
        session.hear(.draftMerged(save.lead, of: "Mon", whole: "Hello,\nMon", token: save.token - 1))
        session.wait(.milliseconds(250))

        #expect(saved(session).last == "Hello,\nMonday")
        #expect(session.screen.contains("Another inbox writes here as well"))
    }

    @Test(
        "What another inbox wrote into the text does not leave with the first Enter",
        arguments: ["<Enter>", "<Ctrl-s>"])
    func joinedIsLookedAt(key: String) throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Mon")
        session.answers = false
        session.wait(.milliseconds(250))
        var asked: (lead: LeadID, token: Int)?
        for case .write(.saveDraft(_, let lead, _, let token)) in session.effects { asked = (lead, token) }
        let save = try #require(asked)
        func queued() -> Int { session.effects { if case .write(.queue) = $0 { true } else { false } }.count }
        session.hear(.draftMerged(save.lead, of: "Mon", whole: "Hello,\nMon", token: save.token))

        session.press(key)
        #expect(queued() == 0 && session.state.composer?.editor.text == "Hello,\nMon")
        #expect(session.screen.contains("Another inbox's text stands with yours"))

        session.press(key)
        #expect(queued() == 1)
    }

    @Test("Once it is saved, nothing is asked any more")
    func savedAtLast() throws {
        var session = try unsaved()
        session.wait(.seconds(6))
        var token: Int?
        var lead: LeadID?
        for case .write(.saveDraft(_, let of, _, let with)) in session.effects { (lead, token) = (of, with) }

        session.hear(.draftSaved(try #require(lead), token: try #require(token)))
        session.press("q")

        #expect(session.effects.contains(.terminal(.quit(.leave))))
    }

    @Test("Leaving the composer saves the draft and shows it; coming back goes on with it")
    func leaving() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("half a thought")
        session.press("<Esc>")

        #expect(saved(session) == ["half a thought"])
        #expect(session.screen.contains("draft · half a thought"))
        session.press("jkr")
        session.type("!")
        #expect(session.state.composer?.editor.text == "half a thought!")
    }

    @Test("Each lead keeps its own draft")
    func perLead() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("for Maria")
        session.press("<Esc>jr")
        session.type("for the next")
        session.press("<Esc>kr")

        #expect(session.state.composer?.editor.text == "for Maria")
    }

    @Test("A draft is not lost when one types before it was read")
    func typedBeforeRead() {
        var account = PretendAccount.sample()
        account.drafts[LeadID(rawValue: 2)] = Draft(text: "Kept. ", caret: 6)
        var session = ScreenSession(account)
        session.answers = false
        session.press("jr")
        session.type("New.")
        session.press("<Enter>")
        #expect(session.state.composer != nil)

        session.letAnswersThrough()

        #expect(session.state.composer?.editor.text == "Kept. New.")
        session.press("<Esc>")
        #expect(session.account.drafts[LeadID(rawValue: 2)]?.text == "Kept. New.")
    }

    @Test("An old window that comes late does not bring an old draft back")
    func lateWindow() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("newer")
        session.answers = false
        session.hear(.stored)
        session.press("<Esc>")
        session.letAnswersThrough()
        session.press("r")

        #expect(session.state.composer?.editor.text == "newer")
    }

    @Test("A text that was sent is no draft any more")
    func sent() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.wait(.seconds(1))
        session.press("<Enter>")

        #expect(session.account.drafts.isEmpty)
        session.press("r")
        #expect(session.state.composer?.editor.text == "")
    }

    @Test("Ending the program saves the draft first")
    func quitting() {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("r")
        session.type("x")
        session.press("<F1>")
        session.type("quit; asks")
        session.press("<Enter>")

        #expect(saved(session) == ["x"])
        #expect(session.effects.contains(.terminal(.quit(.leave))))
    }

    @Test("What the editor gives back becomes the text, and can be undone")
    func editor() {
        var session = ScreenSession(.sample())
        session.grants = [.editor]
        session.press("r")
        session.type("short")
        session.press("<Ctrl-o>")
        #expect(session.effects.contains(.terminal(.openEditor(text: "short", lead: LeadID(rawValue: 1)))))

        session.hear(.edited("much longer\ntext\n", lead: LeadID(rawValue: 1)))
        #expect(session.state.composer?.editor.text == "much longer\ntext")

        session.press("<Ctrl-_>")
        #expect(session.state.composer?.editor.text == "short")
    }

    @Test("What the editor gives back is sent as it was written, but for what nobody could see")
    func editorKeeps() {
        let flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
        var session = ScreenSession(.sample())
        session.grants = [.editor]
        session.press("r<Ctrl-o>")

        session.hear(.edited("👩‍👧 \(flag) tea\u{202E}\u{7}", lead: LeadID(rawValue: 1)))

        #expect(session.state.composer?.editor.text == "👩‍👧 \(flag) tea")
    }
}
