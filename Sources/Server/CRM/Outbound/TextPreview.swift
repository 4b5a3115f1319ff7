package import Messaging
internal import ServerStore

/// What a text would be if it were sent now.
package struct TextPreview: Hashable, Sendable {
    package let segments: Segments
    /// What a text like it would cost, by what the number's last ones have cost.
    package let price: Price?
    package let from: String?
    package let to: String?
    package let obstacle: CRMError?
}

extension Texts {
    /// Judges a text to a conversation or to a number, and changes nothing.
    package func preview(
        _ body: String, in talk: TenantConversationID?, to number: String?, from address: String?
    ) throws -> TextPreview {
        let prospect = try prospect(in: talk, to: number, from: address)
        let segments = Segments(body)
        let usual = try prospect.from.flatMap { from in try prospect.to.flatMap { try usualPrice(from: from, to: $0) } }
        return TextPreview(
            segments: segments, price: usual?.magnitude(times: segments.count), from: prospect.from, to: prospect.to,
            obstacle: prospect.obstacle)
    }

    /// The median of what a segment has cost in the conversation of the two.
    private func usualPrice(from address: String, to number: String) throws -> Price? {
        let key = ConversationKey(ourAddress: address, remoteJID: PeerAddress(carrier: number).remoteJID)
        guard let talk = try t.conversations.find(key) else { return nil }
        let bills = try t.messages.newest(in: talk.id, limit: 100).filter { $0.direction == .outbound }
        guard let unit = bills.compactMap(\.priceUnit).first else { return nil }
        let prices = bills.filter { $0.priceUnit == unit }.compactMap { bill -> Int64? in
            guard let price = bill.price, let segments = bill.segments, segments > 0 else { return nil }
            return Int64(clamping: price.magnitude) / Int64(segments)
        }.sorted()
        return prices.isEmpty ? nil : Price(millionths: prices[prices.count / 2], unit: unit)
    }
}
