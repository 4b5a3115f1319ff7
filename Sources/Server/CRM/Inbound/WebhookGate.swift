internal import Messaging
package import ServerStore
internal import Synchronization
internal import TwilioAPI

/// A request at one of the addresses that Twilio calls, as it came.
package struct ReceivedWebhook: Sendable {
    /// Path and query, byte for byte.
    package var target: [UInt8]
    package var body: [UInt8]
    package var isJSON: Bool
    package var signature: String
    /// The header that names a key and an algorithm.
    package var settings: String?

    package init(target: [UInt8], body: [UInt8], isJSON: Bool = false, signature: String, settings: String? = nil) {
        (self.target, self.body, self.isJSON) = (target, body, isJSON)
        (self.signature, self.settings) = (signature, settings)
    }
}

/// What comes of a request.
package enum GateAnswer: Hashable, Sendable {
    /// It lies on a disk, and its effects will follow.
    case kept
    case refused(QuarantinedRequest.Reason)
    /// Neither the database nor the disk took it, or its secret is not known here: the database is away, or a key is missing.
    case unavailable
}

/// The gate for webhooks: believes what is rightly signed, keeps it before it says so, and does nothing else.
package final class WebhookGate: Sendable {
    private let keeper: GateKeeper
    private let events: EventKeeper
    private let store: TenantStore
    private let bases: [[UInt8]]
    private let refusals = Mutex<[QuarantinedRequest.Reason: Int]>([:])
    private let copies = Mutex(0)

    /// More than any webhook needs.
    package static let bodyLimit = 64 << 10
    /// How many copies of one reason are kept, and how many may be on their way there at once.
    private static let cap = 500
    private static let copiesAtOnce = 4

    package init(_ store: TenantStore, keeper: GateKeeper, events: EventKeeper, publicBases: [String]) {
        (self.store, self.keeper, self.events) = (store, keeper, events)
        bases = publicBases.map { Array(($0.hasSuffix("/") ? String($0.dropLast()) : $0).utf8) }
    }

    /// How many requests were refused, by reason.
    package var refused: [QuarantinedRequest.Reason: Int] { refusals.withLock { $0 } }

    package func receive(_ webhook: ReceivedWebhook) async -> GateAnswer {
        guard keeper.isLoaded else { return .unavailable }
        let now = store.surroundings.now()
        var (reading, verdict) = judge(webhook, keeper.table, now)
        if !verdict.isSettled, !reading.isAmbiguous {
            let isTold = await keeper.look()
            (reading, verdict) = judge(webhook, keeper.table, now)
            // Refused for good is only what is known to be wrong.
            guard isTold || verdict.isBelieved else { return .unavailable }
        }
        switch verdict {
        case .unknownAccount: return refuse(.unknownAccount, webhook, reading, now)
        case .unsigned: return refuse(.signature, webhook, reading, now)
        case .nobodys: return refuse(.ambiguous, webhook, reading, now)
        case .unreadable: return .unavailable
        case .believed(let route):
            let event = WebhookEvent(
                tenant: route.tenant, id: store.surroundings.newID(at: now), kind: reading.kind,
                accountSID: reading.accountSID, channel: route.channel, ourAddress: reading.ourAddress,
                target: webhook.target, body: webhook.body, receivedAt: now)
            return await events.keep(event) ? .kept : .unavailable
        }
    }

    private func judge(
        _ webhook: ReceivedWebhook, _ table: GateTable, _ now: Instant
    ) -> (WebhookReading, GateTable.Verdict) {
        let reading =
            webhook.isJSON
            ? WebhookReading(json: Self.account(in: webhook.body, table))
            : WebhookReading(form: WebhookForm(body: webhook.body))
        guard !reading.isAmbiguous else { return (reading, .nobodys) }
        let signature = RequestSignature(
            urls: bases.map { $0 + webhook.target }, body: webhook.body, isJSON: webhook.isJSON,
            signature: webhook.signature, settings: webhook.settings)
        return (reading, table.judge(reading, signature, at: now))
    }

    /// The account that a body of JSON names, wherever it does: of those that are known the first.
    private static func account(in body: [UInt8], _ table: GateTable) -> String {
        for start in body.indices where body[start...].starts(with: "AC".utf8) {
            let sid = String(decoding: body[start...].prefix(34), as: UTF8.self)
            if table.knows(sid) { return sid }
        }
        return ""
    }

    /// Counts, and keeps a copy where that holds nobody up. Who sends many gets no more written than others.
    private func refuse(
        _ reason: QuarantinedRequest.Reason, _ webhook: ReceivedWebhook, _ reading: WebhookReading, _ now: Instant
    ) -> GateAnswer {
        refusals.withLock { $0[reason, default: 0] += 1 }
        let isFree = copies.withLock { count in
            guard count < Self.copiesAtOnce else { return false }
            count += 1
            return true
        }
        guard isFree else { return .refused(reason) }
        let id: WebhookEventID = store.surroundings.newID(at: now)
        let copy = QuarantinedRequest(
            id: id.value, reason: reason, accountSID: String(reading.accountSID.prefix(64)), target: webhook.target,
            body: webhook.body, signature: String(webhook.signature.prefix(256)), receivedAt: now)
        Task {
            // A copy is for people who look into it; where the database has no room for it, there is none.
            try? await store.writeServer { try $0.gate.quarantine(copy, cap: Self.cap) }
            copies.withLock { $0 -= 1 }
        }
        return .refused(reason)
    }
}
