import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("Taking changes back")
struct UndoTests {
    /// Keys that change the first lead, and what a colleague does to it afterwards.
    struct Case: Sendable, CustomTestStringConvertible {
        let keys: String
        let theirs: LeadChange
        var testDescription: String { keys }
    }

    static let cases = [
        Case(keys: "e", theirs: .state(.snoozed)), Case(keys: ":name Mary<Enter>", theirs: .name("Marie")),
        Case(keys: ":block<Enter>", theirs: .blocked(false)), Case(keys: "u", theirs: .unread),
    ]

    private let maria = LeadID(rawValue: 1)

    private func press(_ keys: String, in session: inout ScreenSession) {
        for key in ScreenSession.keys(keys) { session.press([key]) }
    }

    @Test("What is undone is as it was, and what is done again is as it was then", arguments: cases)
    func thereAndBack(_ example: Case) throws {
        var session = ScreenSession(.sample())
        let before = session.account.leads[maria]

        press(example.keys, in: &session)
        let after = session.account.leads[maria]
        #expect(after != before)
        session.press("z")
        #expect(session.account.leads[maria] == before)
        #expect(session.state.notice?.text.hasPrefix("Undone; ") == true)
        session.press("Z")
        #expect(session.account.leads[maria] == after)
        #expect(session.state.notice?.text.hasPrefix("Done again: ") == true)
    }

    @Test("What a colleague has changed since stays so, and that is said", arguments: cases)
    func colleague(_ example: Case) throws {
        var session = ScreenSession(.sample())
        press(example.keys, in: &session)
        let lead = maria
        session.happen { $0.apply(example.theirs, to: lead) }
        let theirs = session.account.leads[maria]

        session.press("z")

        #expect(session.account.leads[maria] == theirs)
        #expect(session.state.notice?.text.contains("has changed since, so nothing is undone") == true)
        #expect(session.state.undoLog.done.isEmpty && session.state.undoLog.undone.isEmpty)
    }

    @Test("A change that is taken back before the store has answered is taken back once it has", arguments: cases)
    func quick(_ example: Case) throws {
        var session = ScreenSession(.sample())
        let before = session.account.leads[maria]
        session.answers = false

        press(example.keys + "z", in: &session)
        session.letAnswersThrough()

        #expect(session.account.leads[maria] == before)
        #expect(session.state.undoLog.undone.count == 1)
    }

    @Test("A change that the store could not take is said, and is no step to be undone")
    func failed() throws {
        var session = ScreenSession(.sample())
        session.answers = false
        session.press("e")
        let token = session.effects.compactMap { effect in
            if case .write(.change(_, _, let token)) = effect { token } else { nil }
        }.last

        session.hear(.changeFailed(Notice("The disk is full.", .failure), token: try #require(token)))

        #expect(session.state.notice?.text == "The disk is full.")
        #expect(session.state.undoLog.done.isEmpty)
    }

    @Test("A reply that could not be discarded any more is not made a draft by undoing")
    func discardTooLate() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("<Esc>")
        let reply = try #require(session.account.messages[maria]?.last)
        let newer = try #require(session.account.messages[maria]?.first)
        session.hear(.overtaken(reply, lead: try #require(session.account.leads[maria]), by: newer))
        session.wait(.seconds(1))
        session.account.set(.submitted, of: reply.id)

        session.press("d")
        session.press("z")

        #expect(session.account.drafts[maria] == nil)
        #expect(session.state.undoLog.done.isEmpty)
    }
}
