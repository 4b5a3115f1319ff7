package import Messaging
internal import Secrets
internal import ServerStore
internal import TwilioAPI

/// What follows from an event, in the transaction of its tenant. Effects commute: they come out the same whatever the order
/// in which events are applied, and an event that tells what is known changes nothing.
struct EventEffects {
    let t: TenantTransaction

    func apply(_ event: WebhookEvent) throws -> WebhookEvent.Outcome {
        switch event.kind {
        case .inbound: return try hear(event)
        case .status: return try report(event)
        case .other: return .idle
        }
    }

    private func hear(_ event: WebhookEvent) throws -> WebhookEvent.Outcome {
        guard let channel = event.channel, let text = InboundText(WebhookForm(body: event.body)) else { return .idle }
        return try hear(HeardText(text: text, channel: channel, at: event.receivedAt, saidAt: nil))
    }

    /// Takes a text in, however it became known. One that is here changes nothing.
    func hear(_ heard: HeardText) throws -> WebhookEvent.Outcome {
        let text = heard.text
        let (ours, other) = (PeerAddress(carrier: text.to).text, OtherEnd(of: text))
        let lead = try t.leads.findOrMake(other.phone, isGroup: other.isGroup)
        let conversation = try t.conversations.findOrMake(
            ConversationKey(ourAddress: ours, remoteJID: other.remoteJID), lead: lead.id, channel: heard.channel)
        guard let message = try t.messages.insert(Self.message(heard, ours, in: conversation.id)) else {
            return .known
        }
        if text.mediaCount > 0 || !text.media.isEmpty {
            try t.jobs.put(MediaShelf.kind, about: message.id.value, at: t.now)
        }
        let moment = heard.saidAt ?? heard.at
        try t.conversations.spoke(.inbound, in: conversation.id, at: moment)
        try t.leads.heard(lead.id, at: moment)
        if let keyword = text.keyword { try heed(keyword, heard, other, ours, message.id) }
        return .applied
    }

    private static func message(
        _ heard: HeardText, _ ours: String, in conversation: TenantConversationID
    ) -> NewMessage {
        let text = heard.text
        var message = NewMessage(
            in: conversation, .inbound, externalID: text.sid, body: text.body, createdAt: heard.at)
        message.providerAt = heard.saidAt
        (message.ourNumber, message.from, message.to) = (ours, text.from, text.to)
        (message.status, message.segments, message.keyword) = (.received, text.segments, text.keyword?.word.name)
        (message.mediaCount, message.media) = (text.mediaCount, text.media)
        return message
    }

    /// A STOP blocks at once; a START lifts nothing before it is known when it was said, because texts overtake one another.
    private func heed(
        _ keyword: InboundText.Keyword, _ heard: HeardText, _ other: OtherEnd, _ ours: String,
        _ message: TenantMessageID
    ) throws {
        let kind: OptOutEvidence.Kind
        switch keyword.word {
        case .stop: kind = .opens
        case .start: kind = .closes
        case .help: return
        }
        try t.optOuts.add(
            OptOutEvidence(
                kind, by: keyword.source, reference: heard.text.sid, at: heard.saidAt ?? heard.at,
                isDated: heard.saidAt != nil),
            about: subject(sender: heard.text.serviceSID ?? ours, address: other.phone))
        if heard.saidAt == nil { try t.jobs.put(Inbound.dateKind, about: message.value, at: t.now) }
    }

    private func report(_ event: WebhookEvent) throws -> WebhookEvent.Outcome {
        let form = WebhookForm(body: event.body)
        guard let sid = InboundText.sid(form), let word = form.text("MessageStatus") ?? form.text("SmsStatus") else {
            return .idle
        }
        // Twilio writes an error that is none as 0 or as nothing.
        let code = form.text("ErrorCode").flatMap { Int($0) }.flatMap { $0 == 0 ? nil : $0 }
        let text = code == nil ? nil : form.text("ErrorMessage")
        try t.messages.report(
            StatusReport(DeliveryState(word: word), errorCode: code, errorText: text, at: event.receivedAt), of: sid,
            intent: Self.intent(event.target))
        if code == TwilioErrorCode.optedOut, let to = form.text("To"), !to.isEmpty {
            let service = form.text("MessagingServiceSid").flatMap { $0.isEmpty ? nil : $0 }
            let ours = PeerAddress(carrier: form.text("From") ?? "").text
            try t.optOuts.add(
                OptOutEvidence(.opens, by: .refusal, reference: sid, at: event.receivedAt, isDated: true),
                about: subject(sender: service ?? ours, address: PeerAddress(carrier: to).text))
        }
        return .applied
    }

    private func subject(sender: String, address: String) -> OptOutSubject {
        OptOutSubject(sender: sender, addressHash: AddressHash.of(address, in: t.tenant), address: address)
    }

    /// The message of ours that the address of a callback names.
    private static func intent(_ target: [UInt8]) -> TenantMessageID? {
        guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        return WebhookForm(body: Array(target[(mark + 1)...])).text("intent").flatMap { TenantMessageID($0) }
    }
}

/// An address as the ledger knows it once the address itself has been erased. It differs from tenant to tenant.
package enum AddressHash {
    package static func of(_ address: String, in tenant: TenantID) -> [UInt8] {
        Array(ContentHash.hex(of: Array("\(tenant)\n\(address)".utf8)).utf8)
    }
}
