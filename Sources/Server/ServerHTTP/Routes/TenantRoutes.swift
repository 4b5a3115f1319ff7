package import CRM
internal import CRMAPI
internal import HTTPTypes
internal import Messaging
package import ServerStore

/// The routes of the tenants' half: what came is read, done in one tenant on behalf of its sender, and told.
package struct TenantRoutes: Sendable {
    /// The right to answer for an idempotency key, and whose it is.
    package struct HeldKey: Sendable {
        let claim: IdempotencyClaim
        let person: SignIn.Person
    }

    typealias Request = ServerRequest<HeldKey>

    let tenants: Tenants
    let channels: Channels
    let media: MediaShelf
    /// What wakes those who wait for changes; it is run beside the listeners.
    package let feed: TenantFeed
    let signIn: SignIn
    let outbound: Outbound
    /// Tells whoever sends that a text was written down.
    let call: @Sendable () async -> Void
    private let repeats: RepeatedRequests

    /// `accountName` tells what an account of this machine is called; `calling` is called when a text was written down that
    /// is to leave.
    package init(
        _ store: TenantStore, channels: Channels, media: MediaShelf,
        calling call: @escaping @Sendable () async -> Void = {},
        accountName: @escaping @Sendable (UInt32) -> String?
    ) {
        (outbound, self.call) = (Outbound(channels), call)
        (tenants, self.channels, self.media, feed) = (Tenants(store), channels, media, TenantFeed(store))
        signIn = SignIn(store, accountName: accountName)
        repeats = RepeatedRequests(store)
    }

    /// What the rules of every route need done.
    package var work: ServerWork<HeldKey> {
        ServerWork(
            signIn: { token, account in
                try await APIErrorBody.translating {
                    try await signIn.person(with: token, account: account).map(SignedInCaller.init)
                }
            },
            claim: { key, request in try await APIErrorBody.translating { try await begin(key, request) } },
            release: { held in try await repeats.forget(held.claim, of: held.person) },
            answer: { request in try await APIErrorBody.translating { try await answer(request) } })
    }

    private func begin(_ key: IdempotencyKey, _ request: Request) async throws -> KeyOutcome<HeldKey> {
        let person = try Self.caller(of: request).person
        let form = request.route.form
        let content = Array("\(form.method.rawValue) \(form.path.text)\n".utf8) + request.body
        switch try await repeats.begin(key.text, of: person, content: content) {
        case .begun(let claim): return .claimed(HeldKey(claim: claim, person: person))
        case .running: return .running
        case .otherRequest: return .otherRequest
        case .answered(let stored): return .answered(ServerAnswer(stored))
        }
    }

    private func answer(_ request: Request) async throws -> ServerAnswer {
        switch request.route {
        case .listUsers: try await listUsers(request)
        case .createUser: try await createUser(request)
        case .readUser(let id): try await readUser(id, request)
        case .changeUser(let id): try await changeUser(id, request)
        case .listTokens: try await listTokens(request)
        case .createToken: try await createToken(request)
        case .revokeToken(let id): try await revokeToken(id, request)
        case .me: try await tellCaller(request)
        case .audit: try await listAudit(request)
        case .listChannels: try await listChannels(request)
        case .createChannel: try await createChannel(request)
        case .readChannel(let id): try await readChannel(id, request)
        case .changeChannel(let id): try await changeChannel(id, request)
        case .deleteChannel(let id): try await deleteChannel(id, request)
        case .testChannel(let id): try await testChannel(id, request)
        case .activateChannel(let id): try await activateChannel(id, request)
        case .pointWebhooks(let id): try await pointWebhooks(id, request)
        case .rotateToken(let id): try await rotateToken(id, request)
        case .readMedia(let id): try await readMedia(id, request)
        case .search: try await search(request)
        case .listEvents: try await listEvents(request)
        case .readEvent(let id): try await readEvent(id, request)
        case .replayEvent(let id): try await replayEvent(id, request)
        case .listLeads, .readLead, .changeLead, .listInteractions, .listConversations, .readConversation,
            .changeConversation, .listTalk, .listMessages, .readMessage, .listReports, .listOptOuts, .changes:
            try await answerOfTalk(request)
        case .sendReply, .sendText, .previewText, .cancelText, .resendText, .refreshText, .releaseText:
            try await answerOfSending(request)
        case .health, .readiness, .metrics, .document: throw APIErrorBody(.notFound)
        }
    }

    /// What is asked of leads, conversations, messages and their changes; anything else is answered elsewhere.
    private func answerOfTalk(_ request: Request) async throws -> ServerAnswer {
        switch request.route {
        case .listLeads: try await listLeads(request)
        case .readLead(let id): try await readLead(id, request)
        case .changeLead(let id): try await changeLead(id, request)
        case .listInteractions(let id): try await listInteractions(id, request)
        case .listConversations: try await listConversations(request)
        case .readConversation(let id): try await readConversation(id, request)
        case .changeConversation(let id): try await changeConversation(id, request)
        case .listTalk(let id): try await listTalk(id, request)
        case .listMessages: try await listMessages(request)
        case .readMessage(let id): try await readMessage(id, request)
        case .listReports(let id): try await listReports(id, request)
        case .listOptOuts: try await listOptOuts(request)
        case .changes: try await listChanges(request)
        case .listUsers, .createUser, .readUser, .changeUser, .listTokens, .createToken, .revokeToken, .me, .audit,
            .listChannels, .createChannel, .readChannel, .changeChannel, .deleteChannel, .testChannel,
            .activateChannel, .pointWebhooks, .rotateToken, .readMedia, .search, .listEvents, .readEvent,
            .replayEvent, .sendReply, .sendText, .previewText, .cancelText, .resendText, .refreshText, .releaseText,
            .health,
            .readiness, .metrics, .document:
            throw APIErrorBody(.notFound)
        }
    }

    /// Reads in the tenant of the caller.
    func read<T: Sendable>(_ request: Request, _ body: @escaping @Sendable (Office) throws -> T) async throws -> T {
        try await tenants.read(Self.caller(of: request).tenant, body)
    }

    /// Changes something in the tenant of the caller, and keeps the answer with it where the request may come again.
    func change(
        _ request: Request, _ body: @escaping @Sendable (Office) throws -> ServerAnswer
    ) async throws -> ServerAnswer {
        let caller = try Self.caller(of: request)
        return try await tenants.change(caller.tenant, by: caller.person.actor) { office in
            let answer = try body(office)
            if let held = request.claim { try office.keep(answer.stored, for: held.claim) }
            return answer
        }
    }

    static func caller(of request: Request) throws -> SignedInCaller {
        guard let caller = request.caller else { throw APIErrorBody(.unauthenticated) }
        return caller
    }
}
