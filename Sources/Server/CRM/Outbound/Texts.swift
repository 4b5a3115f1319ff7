package import Messaging
internal import ServerStore

/// A text that somebody wants to leave.
package struct TextOrder: Hashable, Sendable {
    package var body: String
    /// Under this name it is one text, however often it is ordered.
    package var clientRef: String?
    package var sendAt: Instant?

    package init(body: String, clientRef: String? = nil, sendAt: Instant? = nil) {
        (self.body, self.clientRef, self.sendAt) = (body, clientRef, sendAt)
    }
}

/// The texts that people of a tenant send: written down here, sent by whoever holds the lane of their number.
package struct Texts {
    let office: Office
    var t: TenantTransaction { office.transaction }
    var gate: SenderGate { SenderGate(t: t) }

    /// How many of the texts that came since are told.
    private static let told = 50

    /// Answers in a conversation, unless something was said there that the writer has not seen.
    package func reply(
        in id: TenantConversationID, _ order: TextOrder, by channel: ChannelID? = nil, seenUpTo: Int64? = nil
    ) throws -> ToldMessage {
        // Of two who answer at once, the second sees the text of the first.
        guard var talk = try t.conversations.hold(id) else { throw CRMError.unknown(.conversation) }
        if let known = try known(order) { return known }
        try check(talk, seenUpTo)
        if let channel, let number = try number(of: channel), number != talk.ourAddress {
            talk = try t.conversations.findOrMake(
                ConversationKey(ourAddress: number, remoteJID: talk.remoteJID), lead: talk.lead, channel: channel)
        }
        return try write(order, in: talk, seenUpTo: seenUpTo)
    }

    /// Lets a text go that was kept back, now that its writer has seen what came in between.
    package func release(_ id: TenantMessageID, seenUpTo: Int64?) throws -> ToldMessage {
        let message = try find(id)
        guard let talk = try t.conversations.hold(message.conversation) else { throw CRMError.unknown(.conversation) }
        guard try t.outgoing.find(id)?.stage == .kept else { throw CRMError.wrongState }
        try check(talk, seenUpTo)
        _ = try clear(talk)
        guard try t.outgoing.release(id, seenUpTo: seenUpTo) else { throw CRMError.wrongState }
        try office.audit.note(.messageReleased, id.value)
        return try tell(id)
    }

    /// Takes a text back that has not left.
    package func cancel(_ id: TenantMessageID) throws -> ToldMessage {
        let message = try find(id)
        if message.sendState == .canceled { return try tell(id) }
        guard try t.outgoing.cancel(id) else { throw CRMError.wrongState }
        try office.audit.note(.messageCanceled, id.value)
        return try tell(id)
    }

    /// Sends a text anew that has failed, or surely did not leave. Asked for again, it is the same new text.
    package func resend(_ id: TenantMessageID) throws -> ToldMessage {
        let message = try find(id)
        if let other = message.resentAs { return try tell(other) }
        guard message.mayBeResent, let talk = try t.conversations.hold(message.conversation) else {
            throw CRMError.wrongState
        }
        let told = try write(TextOrder(body: message.body), in: talk, seenUpTo: nil)
        try t.messages.resent(id, as: told.message.id)
        try office.audit.note(.messageResent, id.value)
        return told
    }

    /// The text of that name, where it was ordered before.
    func known(_ order: TextOrder) throws -> ToldMessage? {
        guard let name = order.clientRef, let found = try t.messages.hold(clientRef: name) else { return nil }
        return try ToldMessage(found, in: t)
    }

    /// Writes a text down that is to leave.
    func write(_ order: TextOrder, in talk: TenantConversation, seenUpTo: Int64?) throws -> ToldMessage {
        let recipient = try clear(talk)
        let isLater = order.sendAt.map { $0 > t.now } ?? false
        var message = NewMessage(in: talk.id, .outbound, externalID: nil, body: order.body, createdAt: t.now)
        (message.clientRef, message.author, message.sendAt) = (order.clientRef, office.actor.user, order.sendAt)
        (message.ourNumber, message.from, message.to) = (talk.ourAddress, talk.ourAddress, recipient)
        message.sendState = isLater ? .scheduled : .pending
        guard let made = try t.messages.insert(message) else { throw CRMError.ourFault(detail: "a text without a row") }
        try t.outgoing.add(
            made, lane: talk.ourAddress, seenUpTo: seenUpTo, isBulk: false, at: max(t.now, order.sendAt ?? t.now))
        try t.conversations.spoke(.outbound, in: talk.id, at: t.now)
        // Whoever is written to later waits until then.
        if !isLater { try t.leads.answered(talk.lead, at: t.now) }
        // It is told with its place among all that was said.
        try t.settleNow()
        return try tell(made.id)
    }

    /// Whom a text of this conversation goes to, if it may leave.
    @discardableResult
    private func clear(_ talk: TenantConversation) throws -> String {
        guard let lead = try t.leads.find(talk.lead) else { throw CRMError.unknown(.lead) }
        guard !lead.isGroup, let number = PhoneNumber(e164: lead.phone) else {
            throw CRMError.unwritable(
                lead.isGroup
                    ? "A group cannot be answered from here."
                    : PeerAddress(carrier: lead.phone).refusal ?? "This is no telephone number.")
        }
        guard let channel = try gate.channel(of: talk.ourAddress) else { throw CRMError.noSender }
        if try gate.isOptedOut(number.e164, from: talk.ourAddress, by: channel) { throw CRMError.optedOut }
        return number.e164
    }

    private func check(_ talk: TenantConversation, _ seenUpTo: Int64?) throws {
        guard let seenUpTo else { return }
        let since = try t.outgoing.saidSince(seenUpTo, in: talk.id, by: office.actor.user, limit: Self.told)
        if !since.isEmpty { throw CRMError.conversationMoved(try since.map { try ToldMessage($0, in: t) }) }
    }

    private func number(of channel: ChannelID) throws -> String? {
        guard let record = try gate.usable(channel) else { throw CRMError.noSender }
        return record.credentials.phoneNumber
    }

    private func find(_ id: TenantMessageID) throws -> TenantMessage {
        guard let found = try t.messages.hold(id), found.direction == .outbound else {
            throw CRMError.unknown(.message)
        }
        return found
    }

    private func tell(_ id: TenantMessageID) throws -> ToldMessage {
        guard let found = try t.messages.find(id) else { throw CRMError.unknown(.message) }
        return try ToldMessage(found, in: t)
    }
}

extension TenantMessage {
    /// Whether it surely did not reach its recipient, and is not on its way.
    fileprivate var mayBeResent: Bool {
        switch sendState {
        case .rejected, .absent, .blocked, .canceled: true
        case .submitted: status?.isFailure ?? false
        case .held, .scheduled, .pending, .sending, .unknown, nil: false
        }
    }
}
