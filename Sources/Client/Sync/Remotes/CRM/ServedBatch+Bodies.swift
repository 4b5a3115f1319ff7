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
        conversations.append(
            ServedConversation(
                id: conversation.id, version: conversation.version, lead: conversation.leadID,
                lastOutbound: conversation.lastOutbound, readUpTo: conversation.readUpTo))
    }

    mutating func add(_ message: MessageBody) {
        var told = ServedMessage(
            id: message.id, version: message.version, conversation: message.conversationID, arrival: message.arrival,
            direction: message.direction, body: message.body, createdAt: message.createdAt, moment: message.moment)
        told.externalID = message.externalID
        told.ourNumber = message.ourNumber.flatMap { PhoneNumber(e164: $0) }
        told.status = message.status ?? (message.direction == .inbound ? .received : nil)
        told.sendState = message.sendState ?? (message.direction == .outbound ? .submitted : nil)
        (told.errorCode, told.errorText) = (message.errorCode, message.errorText)
        (told.segments, told.price) = (message.segments, message.price)
        (told.mediaCount, told.sentAt) = (message.media.count, message.sentAt)
        messages.append(told)
    }

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
