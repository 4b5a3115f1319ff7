import LocalStore
import Messaging
import Testing

@Suite("What people change about a lead, and how it is taken back")
struct LeadChangeTests {
    /// A change, and what a colleague does after it.
    struct Case: Sendable, CustomTestStringConvertible {
        let change: LeadChange
        let theirs: LeadChange
        var testDescription: String { "\(change.wish), then \(theirs.wish)" }
    }

    static let cases = [
        Case(change: .state(.closed), theirs: .state(.snoozed)), Case(change: .state(.snoozed), theirs: .state(.open)),
        Case(change: .name("Ana"), theirs: .name("Anna")), Case(change: .name("Ana"), theirs: .name(nil)),
        Case(change: .blocked(true), theirs: .blocked(false)), Case(change: .unread, theirs: .read()),
        Case(change: .read(upTo: nil), theirs: .unread),
    ]

    /// A lead who wrote twice; the second message is unread where something is to be read.
    private func stage(for change: LeadChange) throws -> (Stage, LeadID) {
        let stage = try Stage()
        try stage.take([], at: 0)
        try stage.take([Stage.inbound(1, at: 10), Stage.inbound(2, at: 20)], at: 20)
        let lead = try #require(try stage.lead()).id
        if change == .unread { try stage.store.apply(.read(), to: lead, now: Stage.start) }
        return (stage, lead)
    }

    @Test("A change is taken back by its inverse, and made again by the inverse of that", arguments: cases)
    func thereAndBack(_ example: Case) throws {
        let (stage, lead) = try stage(for: example.change)
        let before = try stage.lead()

        let back = try #require(try stage.store.apply(example.change, to: lead, now: Stage.start))
        let after = try stage.lead()
        #expect(after != before)
        let again = try #require(try stage.store.apply(back, to: lead, now: Stage.start))
        #expect(try stage.lead() == before)
        #expect(try stage.store.apply(again, to: lead, now: Stage.start) != nil)
        #expect(try stage.lead() == after)
    }

    @Test("What a colleague has changed since is not overwritten by taking back", arguments: cases)
    func colleague(_ example: Case) throws {
        let (stage, lead) = try stage(for: example.change)
        let back = try #require(try stage.store.apply(example.change, to: lead, now: Stage.start))
        #expect(try stage.store.apply(example.theirs, to: lead, now: Stage.start) != nil)
        let theirs = try stage.lead()

        #expect(try stage.store.apply(back, to: lead, now: Stage.start) == nil)

        #expect(try stage.lead() == theirs)
    }

    @Test("A change that finds its wish fulfilled does nothing and has no inverse", arguments: cases)
    func twice(_ example: Case) throws {
        let (stage, lead) = try stage(for: example.change)
        try stage.store.apply(example.change, to: lead, now: Stage.start)
        let once = try stage.lead()

        #expect(try stage.store.apply(example.change, to: lead, now: Stage.start) == nil)

        #expect(try stage.lead() == once)
    }
}
