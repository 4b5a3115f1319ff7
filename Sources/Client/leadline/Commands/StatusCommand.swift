import ArgumentParser
import LocalStore
import Messaging
import Sync
import TwilioAPI

/// `leadline status`: one message as Twilio sees it now.
///
/// It asks Twilio once, whichever process is the engine, and what is learnt goes into the mirror where the message is
/// ours. A message of other numbers of the account is shown and not kept.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Ask Twilio for the state of one message.")

    @Argument(help: "The message's SID at Twilio, or its id here such as M42.")
    var message: String

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        _ = try desk.profile.account
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let sid = try sid(store)
        let remote = try EngineRoom(desk: desk, store: store).remote
        let found = try complaining { try waiting { try await remote.message(sid) } }
        let row = try complaining { try absorb(found, time: remote.time, desk, store) }
        try Output.printing { out in
            for line in MessageLines(isJSON: output.json).of(row, peer: found.peer) { try out.line(line) }
        }
    }

    /// Writes down what Twilio said, where the message is one of ours, and gives it as a row.
    private func absorb(
        _ found: RemoteMessage, time: Instant?, _ desk: Desk, _ store: InboxStore
    ) throws -> MessageRow {
        let now = WallClock.now()
        if Ownership(numbers: desk.profile.numbers).covers(found) {
            _ = try store.commit(
                Batch(messages: [found], origin: .single, readAt: time ?? now), now: now)
            if let row = try store.message(externalID: found.externalID) { return row }
        }
        return MessageRow(
            id: MessageID(rawValue: 0), leadID: LeadID(rawValue: 0), conversationID: ConversationID(rawValue: 0),
            externalID: found.externalID, direction: found.direction, ourNumber: found.ourNumber, body: found.body,
            status: found.status, sendState: found.direction == .outbound ? .submitted : nil,
            errorCode: found.errorCode, errorText: found.errorText, segments: found.segments, price: found.price,
            mediaCount: found.mediaCount, createdAt: found.createdAt ?? now, sentAt: found.sentAt)
    }

    /// The SID of what was asked for: itself, or that of a message of the mirror.
    private func sid(_ store: InboxStore) throws(Complaint) -> String {
        if let id = MessageID(message) {
            guard let row = try complaining({ try store.message(id) }) else {
                throw Complaint(.refused, "There is no message \(id).")
            }
            guard let sid = row.externalID else {
                throw Complaint(.refused, "Message \(id) has no SID yet; it is \(row.stateWord).")
            }
            return sid
        }
        guard SID.isMessage(message) else {
            throw Complaint(.usage, "\"\(visible(message))\" is neither a message's SID nor an id such as M42.")
        }
        return message
    }
}
