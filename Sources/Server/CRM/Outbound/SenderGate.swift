internal import Messaging
internal import ServerStore

/// Whether a text may leave from a number of ours to an address: asked when it is written, and again before it leaves.
struct SenderGate {
    let t: TenantTransaction

    /// The channel that a number of ours sends by: one that works, is there and holds the number by proof.
    func channel(of address: String) throws -> ChannelRecord? {
        guard address.hasPrefix("+"), let route = try t.senders.find(address) else { return nil }
        return try usable(route.channel)
    }

    func usable(_ id: ChannelID) throws -> ChannelRecord? {
        guard let channel = try t.channels.find(id), channel.deletedAt == nil, channel.status != .inactive,
            channel.sealedAt != nil
        else { return nil }
        return channel
    }

    /// Whether the ledger forbids it: for the number, or for the service that it belongs to.
    func isOptedOut(_ recipient: String, from address: String, by channel: ChannelRecord) throws -> Bool {
        let senders = [address] + (channel.messagingServiceSID.map { [$0] } ?? [])
        return try t.optOuts.isBlocked(AddressHash.of(recipient, in: t.tenant), for: senders)
    }

    /// What keeps a text back that is about to leave, or the channel that it leaves by.
    func verdict(_ text: OutgoingText, _ message: TenantMessage, staleAfter: Duration) throws -> DepartureVerdict {
        if try isAuthorSuspended(message) { return .kept(.writerSuspended) }
        guard let recipient = message.to, let channel = try channel(of: text.lane) else { return .kept(.noSender) }
        if try isOptedOut(recipient, from: text.lane, by: channel) { return .kept(.optedOut) }
        if t.now - text.waitsSince > staleAfter { return .kept(.waitedTooLong) }
        if let seen = text.seenUpTo {
            let since = try t.outgoing.saidSince(
                seen, in: text.conversation, by: message.author, onlyGone: true, limit: 1)
            if !since.isEmpty { return .kept(.conversationMoved) }
        }
        return .leaves(channel)
    }

    private func isAuthorSuspended(_ message: TenantMessage) throws -> Bool {
        if try t.tenants.find().map({ $0.suspendedAt != nil }) ?? true { return true }
        guard let author = message.author else { return false }
        return try t.users.find(author).map { $0.suspendedAt != nil } ?? true
    }
}

/// What becomes of a text whose turn it is.
enum DepartureVerdict: Hashable, Sendable {
    case leaves(ChannelRecord)
    case kept(KeptBack)
}
