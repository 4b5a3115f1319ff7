import Messaging
import ServerStore
import ServerTestSupport

/// A tenant with a channel, and what leads say to it.
struct Conversing: Sendable {
    static let ours = "+15550100001"
    static let lead = "+15550100077"

    let place: StorePlace
    let tenant: TenantID
    let user: UserID
    let channel: ChannelID

    init(_ place: StorePlace, _ name: String = "ann") async throws {
        self.place = place
        (tenant, user) = try await place.tenant(name)
        channel = try await ChannelRowTests.create(place, tenant, user).id
    }

    /// What a webhook's worker does with a text: `nil` where it was known.
    @discardableResult
    func hear(
        _ sid: String, _ body: String = "Hello", from phone: String = Conversing.lead, in store: TenantStore? = nil
    ) async throws -> TenantMessage? {
        try await (store ?? place.store).write(tenant) { try Self.hear(sid, body, from: phone, by: channel, $0) }
    }

    static func hear(
        _ sid: String, _ body: String = "Hello", from phone: String = Conversing.lead, by channel: ChannelID,
        _ t: TenantTransaction
    ) throws -> TenantMessage? {
        let lead = try t.leads.findOrMake(phone)
        let conversation = try t.conversations.findOrMake(
            ConversationKey(ourAddress: ours, remoteJID: "sms_" + phone.dropFirst()), lead: lead.id, channel: channel)
        let message = try t.messages.insert(
            NewMessage(in: conversation.id, .inbound, externalID: sid, body: body, createdAt: t.now))
        guard let message else { return nil }
        try t.conversations.spoke(.inbound, in: conversation.id, at: t.now)
        try t.leads.heard(lead.id, at: t.now)
        return message
    }

    /// A text of ours that the provider took.
    @discardableResult
    func say(_ sid: String?, state: SendState = .submitted) async throws -> TenantMessage {
        try await place.store.write(tenant) { t in
            let lead = try t.leads.findOrMake(Self.lead)
            let conversation = try t.conversations.findOrMake(
                ConversationKey(ourAddress: Self.ours, remoteJID: "sms_" + Self.lead.dropFirst()), lead: lead.id,
                channel: channel)
            var message = NewMessage(in: conversation.id, .outbound, externalID: sid, body: "Hi", createdAt: t.now)
            (message.sendState, message.author) = (state, user)
            guard let made = try t.messages.insert(message) else {
                throw TenantStoreError.ourFault(detail: "a text of that SID is there")
            }
            try t.conversations.spoke(.outbound, in: conversation.id, at: t.now)
            try t.leads.answered(lead.id, at: t.now)
            return made
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (TenantTransaction) throws -> T) async throws -> T {
        try await place.store.read(tenant, body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (TenantTransaction) throws -> T) async throws -> T {
        try await place.store.write(tenant, body)
    }
}
