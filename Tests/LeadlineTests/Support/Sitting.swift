import Foundation
import LocalStore
import Messaging
import Testing

@testable import leadline

/// The inbox of a simulated account in a terminal of its own, where one lead has asked something.
struct Sitting {
    let twilio: Simulator
    let terminal: PseudoTerminal
    /// How the line was set before the program began.
    let found: LineSettings

    static let asker = "+12025550188"
    static let question = "Is it still there?"

    /// An account that is synced and has the question. Several sittings, one after the other, may be made at it.
    static func account() async throws -> Simulator {
        let twilio = try await Simulator(leads: 2, messages: 6)
        try await twilio.command("__inbound", ["from": asker, "body": question])
        let pass = try await leadline(["sync"], in: twilio.environment)
        try #require(pass.code == 0)
        return twilio
    }

    /// Opens the inbox and waits until the question is shown.
    init(at account: Simulator? = nil, _ variables: [String: String] = [:], script: String? = nil) async throws {
        if let account { twilio = account } else { twilio = try await Self.account() }
        terminal = try PseudoTerminal(
            [], in: twilio.environment.merging(variables) { $1 }, columns: 160, rows: 40, script: script)
        found = try #require(terminal.found)
        try #require(try await terminal.shows("←", Self.question))
    }

    /// Opens the composer and types.
    func reply(_ text: String) async throws {
        terminal.type("ggr")
        try #require(try await terminal.shows("Enter send"))
        terminal.type(text)
        try #require(try await terminal.shows(text))
    }

    /// Types a reply, sends it and goes back to the table; it is held then.
    func send(_ text: String) async throws {
        try await reply(text)
        try await terminal.enterAndLeave()
    }

    /// The mirror, as another process sees it.
    func store() throws -> InboxStore { try twilio.store() }

    /// The draft kept for the asker.
    func draft() throws -> String? {
        let store = try store()
        return try store.draft(of: lead(store).id)?.text
    }

    func messages() throws -> [MessageRow] {
        let store = try store()
        return try store.conversationWindow(ConversationQuery(lead: lead(store).id, limit: 200))?.messages ?? []
    }

    private func lead(_ store: InboxStore) throws -> LeadRow {
        try #require(try store.lead(PeerAddress(carrier: Self.asker)))
    }
}
