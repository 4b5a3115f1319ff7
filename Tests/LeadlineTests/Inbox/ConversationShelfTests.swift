import Messaging
import TestSupport
import Testing

@testable import leadline

@Suite("Conversations kept at hand") struct ConversationShelfTests {
    private func query(_ lead: Int64) -> ConversationQuery {
        ConversationQuery(lead: LeadID(rawValue: lead), limit: 10)
    }

    private func window(_ lead: Int64) throws -> ConversationWindow {
        let account = PretendAccount.crowd(40)
        return try #require(account.window(query(lead)))
    }

    @Test("A window is given for the very query that it was read for")
    func kept() throws {
        let shelf = ConversationShelf()
        try shelf.keep(window(1), for: query(1), of: shelf.edition)

        #expect(try shelf.window(query(1)) == window(1))
        #expect(shelf.window(query(2)) == nil)
        #expect(shelf.window(ConversationQuery(lead: LeadID(rawValue: 1), limit: 11)) == nil)
    }

    @Test("After a change nothing is left, and what was read before it does not come in late")
    func cleared() throws {
        let shelf = ConversationShelf()
        let edition = shelf.edition
        try shelf.keep(window(1), for: query(1), of: edition)

        shelf.clear()
        try shelf.keep(window(2), for: query(2), of: edition)

        #expect(shelf.window(query(1)) == nil)
        #expect(shelf.window(query(2)) == nil)
    }

    @Test("The one that was kept longest makes room")
    func room() throws {
        let shelf = ConversationShelf()
        for lead in 1...13 { try shelf.keep(window(Int64(lead)), for: query(Int64(lead)), of: shelf.edition) }

        #expect(shelf.window(query(1)) == nil)
        #expect(shelf.window(query(2)) != nil)
    }
}
