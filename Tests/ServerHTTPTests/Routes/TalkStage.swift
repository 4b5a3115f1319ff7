import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport

/// A tenant with a channel behind a server's routes, and what leads say to it.
struct TalkStage {
    static let ours = "+15550100001"
    static let lead = "+15550100077"

    let stage: RouteStage
    let owner: Tenants.Newcomer
    let channel: ChannelID

    var tenant: TenantID { owner.user.tenant }
    var store: TenantStore { stage.place.store }
    var token: String { owner.token.text }

    init(_ kind: StoreKind) async throws { try await self.init(RouteStage(kind), "ann") }

    init(_ stage: RouteStage, _ name: String) async throws {
        self.stage = stage
        owner = try await stage.tenants.open(owner: name, label: "\(name)'s laptop")
        let user = owner.user.id
        channel = try await stage.place.store.write(owner.user.tenant) { t in
            let credentials = ChannelCredentials(
                accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "enc:v1:1:AAAA", phoneNumber: Self.ours)
            return try t.channels.create(
                NewChannel(user: user, name: "\(name)'s shop", credentials: credentials), id: t.newID()
            ).id
        }
    }

    func ask(
        _ method: HTTPRequest.Method, _ target: String, _ body: String = "", as token: String? = nil,
        key: String? = nil, ifMatch: String? = nil
    ) async -> RouteStage.Reply {
        await stage.ask(method, target, as: token ?? self.token, body, key: key, ifMatch: ifMatch)
    }

    /// What a lead says, a second later.
    @discardableResult
    func hear(
        _ sid: String, _ body: String = "Hello", from phone: String = TalkStage.lead, media: Int = 0,
        in store: TenantStore? = nil
    ) async throws -> TenantMessage {
        stage.place.clock.advance(.seconds(1))
        return try await (store ?? self.store).write(tenant) { [channel] t in
            let (lead, talk) = try Self.talk(with: phone, by: channel, t)
            var message = NewMessage(in: talk, .inbound, externalID: sid, body: body, createdAt: t.now)
            message.media = (0..<media).map {
                NewMedia(externalID: "ME\($0)", url: "https://example.com/\($0)", contentType: "image/png")
            }
            try t.conversations.spoke(.inbound, in: talk, at: t.now)
            try t.leads.heard(lead, at: t.now)
            return try Self.added(message, t)
        }
    }

    /// What we say, a second later.
    @discardableResult
    func say(_ sid: String, to phone: String = TalkStage.lead) async throws -> TenantMessage {
        stage.place.clock.advance(.seconds(1))
        return try await store.write(tenant) { [channel, author = owner.user.id] t in
            let (lead, talk) = try Self.talk(with: phone, by: channel, t)
            var message = NewMessage(in: talk, .outbound, externalID: sid, body: "Hi", createdAt: t.now)
            (message.sendState, message.author) = (.submitted, author)
            try t.conversations.spoke(.outbound, in: talk, at: t.now)
            try t.leads.answered(lead, at: t.now)
            return try Self.added(message, t)
        }
    }

    private static func talk(
        with phone: String, by channel: ChannelID, _ t: TenantTransaction
    ) throws -> (TenantLeadID, TenantConversationID) {
        let lead = try t.leads.findOrMake(phone).id
        let key = ConversationKey(ourAddress: ours, remoteJID: "sms_" + phone.dropFirst())
        return (lead, try t.conversations.findOrMake(key, lead: lead, channel: channel).id)
    }

    private static func added(_ message: NewMessage, _ t: TenantTransaction) throws -> TenantMessage {
        guard let made = try t.messages.insert(message) else {
            throw TenantStoreError.ourFault(detail: "a text of that SID is there")
        }
        return made
    }

    /// Another user of the tenant, with a token that reads and sends.
    func colleague(_ name: String = "bob") async throws -> Tenants.Newcomer {
        try await stage.tenants.hire(name, besides: owner.user.name, label: "desk")
    }

    func stop(_ phone: String = TalkStage.lead) async throws {
        try await store.write(tenant) { t in
            try t.optOuts.add(
                OptOutEvidence(.opens, by: .keyword, reference: "SM9", at: t.now, isDated: true),
                about: OptOutSubject(sender: Self.ours, addressHash: [1], address: phone))
        }
    }
}

extension RouteStage.Reply {
    /// The items of a list.
    var items: [BodyJSON] { json["items"].elements }
    func texts(_ name: String) -> [String?] { items.map { $0[name].string } }
    var pointers: [String?] { json["errors"].elements.map { $0["pointer"].string } }
}
