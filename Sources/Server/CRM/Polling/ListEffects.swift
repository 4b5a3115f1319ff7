internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// What follows from a row of a list, in the transaction of its tenant: the same that follows from a webhook.
struct ListEffects {
    let t: TenantTransaction
    let channel: ChannelID
    /// The addresses that are the channel's.
    let addresses: Set<String>
    /// When the list was asked for.
    let askedAt: Instant

    /// Takes a row in; whether it is a text of a lead's that was not here. A text of ours that is not here is left alone: it
    /// may be one whose sender waits for its SID, and whoever sent it looks for it.
    func take(_ row: MessageResource) throws -> Bool {
        if let known = try t.messages.find(externalID: row.sid) {
            let report = ResourceReport(row, askedAt: askedAt)
            // What was merged once is no news each time that somebody looks.
            if known.dateUpdated != report.dateUpdated { try t.messages.merge(report, into: row.sid) }
            return false
        }
        guard row.direction == .inbound, let text = InboundText(row),
            addresses.contains(PeerAddress(carrier: text.to).text)
        else { return false }
        let heard = HeardText(text: text, channel: channel, at: t.now, saidAt: row.moment)
        return try EventEffects(t: t).hear(heard) == .applied
    }
}
