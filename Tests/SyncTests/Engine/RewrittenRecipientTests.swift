import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A text whose answer was lost and whose recipient the remote writes in another way")
struct RewrittenRecipientTests {
    private static let bent = People.bruno

    /// A desk at which a text was sent to Ana and stands in the list as sent to another number.
    private func sent(service: String? = nil) async throws -> (EngineDesk, MessageID) {
        let desk = try EngineDesk(service: service)
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        desk.change { $0.fates = [.lostAfter] }
        let text = try desk.write("see you at ten")
        await desk.work(engine, for: .seconds(1))
        desk.change { state in
            for index in state.messages.indices { state.messages[index].peer = .number(Self.bent) }
        }
        await desk.work(engine, for: .seconds(1200))
        return (desk, text)
    }

    @Test("It is never called absent: a person is shown the row and whom it went to", arguments: [nil, "MG01"])
    func compared(_ service: String?) async throws {
        let (desk, text) = try await sent(service: service)

        let doubt = try #require(try desk.row(text)?.doubt)
        #expect(try desk.row(text)?.sendState == .unknown && doubt.wasSought)
        #expect(doubt.candidates.map(\.recipient) == [Self.bent])
    }

    @Test("Told that it is the one, it stands once, in its own conversation")
    func accepted() async throws {
        let (desk, text) = try await sent()
        let name = try #require(try desk.row(text)?.doubt?.candidates.first?.externalID)

        #expect(try desk.store.acceptCandidate(name, as: text, now: desk.clock.now))

        #expect(try desk.conversation().map(\.externalID) == [name])
        #expect(try desk.conversation(with: Self.bent).isEmpty)
    }
}
