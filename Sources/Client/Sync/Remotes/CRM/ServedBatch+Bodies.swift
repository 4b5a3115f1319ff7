import CRMAPI
import LocalStore
import Messaging

/// What the server's bodies mean here.
extension ServedBatch {
    mutating func add(_ lead: LeadBody) {
        leads.append(
            ServedLead(
                id: lead.id, version: lead.version, address: PeerAddress(carrier: lead.phone), name: lead.name,
                state: lead.state, moment: lead.lastContactAt ?? lead.createdAt))
    }

    mutating func add(_ conversation: ConversationBody) {
        var told = ServedConversation(
            id: conversation.id, version: conversation.version, lead: conversation.leadID,
            lastOutbound: conversation.lastOutbound, readUpTo: conversation.readUpTo)
        told.ourNumber = PhoneNumber(e164: conversation.ourNumber)
        conversations.append(told)
    }

    mutating func add(_ message: MessageBody) { messages.append(ServedMessage(message)) }

    mutating func add(_ block: OptOutBody) {
        blocks.append(
            ServedBlock(
                id: block.id, version: block.version, address: block.phone.map { PeerAddress(carrier: $0) },
                isByLead: block.origin != "person", isOpen: block.isOpen))
    }

    /// One change of the feed. Kinds that the mirror does not keep are passed over.
    mutating func add(_ item: ChangesBody.Item) {
        switch item.entity {
        case .lead(let lead): add(lead)
        case .conversation(let conversation): add(conversation)
        case .message(let message): add(message)
        case .optOut(let block): add(block)
        case .readMark(let mark):
            marks.append(
                ServedMark(conversation: mark.conversationID, version: mark.version, readUpTo: mark.readUpTo))
        case .gone("message"): erased.append(TenantMessageID(item.id))
        case .user, .channel, .gone, .unknown: break
        }
    }
}

extension ServedMessage {
    /// What the server's body of a message means here.
    init(_ message: MessageBody) {
        self.init(
            id: message.id, version: message.version, conversation: message.conversationID, arrival: message.arrival,
            direction: message.direction, body: message.body, createdAt: message.createdAt, moment: message.moment)
        externalID = message.externalID
        name = message.clientRef.flatMap { IntentID($0) }
        ourNumber = message.ourNumber.flatMap { PhoneNumber(e164: $0) }
        status = message.status ?? (message.direction == .inbound ? .received : nil)
        sendState = message.sendState ?? (message.direction == .outbound ? .submitted : nil)
        (errorCode, errorText) = (message.errorCode, message.errorText ?? message.keptBack?.sentence)
        (segments, price) = (message.segments, message.price)
        (mediaCount, sentAt) = (message.media.count, message.sentAt)
    }
}

extension MessageBody.KeptBack {
    /// Why the server has not let a text go, in words for the screen.
    fileprivate var sentence: String {
        switch self {
        case .conversationMoved: "The server keeps it back: somebody else has written first."
        case .waitedTooLong: "The server keeps it back: it has waited too long to leave without a word."
        case .optedOut: "The server keeps it back: the lead has opted out."
        case .noSender: "The server keeps it back: no channel that works can send it."
        case .writerSuspended: "The server keeps it back: whoever wrote it may not come in any more."
        case .other: "The server keeps it back."
        }
    }
}
