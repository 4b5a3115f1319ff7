import Inbox
import LocalStore
import Logging
import Messaging
import Synchronization
import TestSupport
import Testing

@testable import leadline

/// What the inbox says of an attachment while it is fetched: the answer has the last word, however quick it is.
@Suite struct AttachmentNewsTests {
    private let start = Instant(seconds: 1_790_000_000)

    /// A message with a picture that is not here yet.
    private func stage() throws -> (InboxStore, MessageID) {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        let message = RemoteMessage(
            externalID: "MM" + String(repeating: "1", count: 32), direction: .inbound, ourNumber: People.desk,
            peer: PeerAddress(carrier: People.dana.e164), body: "Look", status: .received, segments: 1, mediaCount: 1,
            createdAt: start, updatedAt: start, sentAt: start)
        _ = try store.commit(
            Batch(messages: [message], origin: .head, readAt: start, display: [:]), now: start)
        let lead = try #require(try store.lead(PeerAddress(carrier: People.dana.e164))).id
        let row = try #require(try store.conversationWindow(ConversationQuery(lead: lead, limit: 1))?.messages.last)
        try store.recordMedia(row.id, [("ME" + String(repeating: "1", count: 32), "image/png")], now: start)
        return (store, row.id)
    }

    private func desk(_ home: Home) -> Desk {
        let account = TwilioAccount(
            sid: "AC" + String(repeating: "1", count: 32), username: "AC", secret: .literal("x"), number: People.desk)
        let environment = Environment(home.environment)
        return Desk(
            environment: environment, folders: Folders(environment), profile: Profile(name: "test", account: account))
    }

    @Test("That it is fetched is said before anybody can know of the wish")
    func order() throws {
        let home = try Home()
        let (store, message) = try stage()
        let media = try #require(try store.message(message)?.media.first).id
        let wished = Mutex<[Bool]>([])
        let runner = EffectRunner(desk: desk(home), store: store, logger: Logger(label: "test")) { news in
            guard case .notice(let notice) = news, notice.text == "Fetching the attachment." else { return }
            // A picture that is gone answers within a blink, and that is to stand on the screen.
            let isKnown = (try? store.mediaWish(.content(media))) != nil
            wished.withLock { $0.append(isKnown) }
        }

        runner.perform(Effect.Outside.saveMedia(media))
        runner.finishWriting(within: .seconds(60))

        #expect(wished.withLock { $0 } == [false])
        #expect(try store.mediaWish(.content(media)) != nil)
    }
}
