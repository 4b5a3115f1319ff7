internal import Messaging
internal import Secrets
internal import ServerStore

/// The job that asks about one channel: a new one whose question met no Twilio, one that came by SQL, or one whose number
/// another account was seen to own.
///
/// Whatever it finds out is written in the transaction that ends the job. Ended in the middle, it begins anew.
struct ChannelCheck: Sendable {
    let channels: Channels
    let job: DueJob

    private var store: TenantStore { channels.store }

    func run() async throws {
        guard let id = job.subject.map({ ChannelID($0) }),
            var record = try await store.read(job.tenant, { try $0.channels.find(id) })
        else { return try await finish() }
        if record.sealedAt == nil { record = try await seal(record) }
        guard record.deletedAt == nil, record.proof == .pending || record.status != .inactive else {
            return try await finish()
        }
        guard record.type == Channels.type, let wanted = WantedAddresses(record),
            let token = try channels.token(of: record)
        else {
            return try await refuse(record, releasing: false)
        }
        let door = channels.door.hurried()
        switch await door.proof(of: wanted, token: token) {
        case .owned(let pool): try await settle(record, wanted, pool, door)
        case .notOwned: try await refuse(record, releasing: true)
        case .refused: try await refuse(record, releasing: false)
        case .unreachable(let after, let detail): throw JobDelay(after: after, reason: detail)
        }
    }

    private func finish() async throws {
        try await store.write(job.tenant) { [job] in try $0.jobs.finish(job) }
    }

    /// Seals what came by SQL, before anything is done with it. Its wish to be active waits until it is proved, and its
    /// token counts as known to others: it stood in a statement that the database may have logged.
    private func seal(_ record: ChannelRecord) async throws -> ChannelRecord {
        try await store.write(job.tenant) { [channels] t in
            let sealed = ChannelSeal(record, channels.keys.ring).sealed(open: record.credentials)
            var changes: [ChannelChange] = [.credentials(sealed), .exposed(record.exposedAt ?? t.now)]
            if record.status != .inactive { changes += [.status(.inactive), .proof(.pending)] }
            guard let record = try t.channels.change(record.id, changes, ifVersion: record.version) else {
                throw ChannelError.stale
            }
            try t.audit.append(
                "channel.sealed", by: AuditActor(), subjectKind: "channel", subject: record.id.value)
            return record
        }
    }

    private func settle(
        _ record: ChannelRecord, _ wanted: WantedAddresses, _ pool: [String], _ door: TwilioDoor
    ) async throws {
        let claim = AddressClaim(
            channels: channels, door: door, tenant: job.tenant, channel: record.id, wanted: wanted, pool: pool)
        let status = record.status == .inactive ? ChannelRecord.Status.active : record.status
        let outcome = try await claim.claim { [job] t in
            try t.jobs.finish(job)
            try change(record, [.proof(.owned), .status(status)], "channel.proved", t)
        }
        switch outcome {
        case .claimed: return
        case .kept: try await refuse(record, releasing: false)
        case .unknown: throw JobDelay(after: nil, reason: "the holder of the number cannot be asked")
        }
    }

    /// Leaves the channel inactive until a person acts. One whose token Twilio refuses goes on receiving while nobody else
    /// has its number.
    private func refuse(_ record: ChannelRecord, releasing: Bool) async throws {
        try await store.write(job.tenant) { [job] t in
            try t.jobs.finish(job)
            let held = try t.senders.held(by: record.id)
            let keepsNumber = held.contains { $0.address == record.credentials.phoneNumber }
            if keepsNumber, !releasing, record.proof == .owned { return }
            if releasing { for route in held { try t.senders.release(route.address, of: record.id) } }
            try change(record, [.proof(.refused), .status(.inactive)], "channel.refused", t)
        }
    }

    private func change(
        _ record: ChannelRecord, _ changes: [ChannelChange], _ action: String, _ t: TenantTransaction
    ) throws {
        guard try t.channels.change(record.id, changes, ifVersion: record.version) != nil else {
            throw ChannelError.stale
        }
        try t.audit.append(action, by: AuditActor(), subjectKind: "channel", subject: record.id.value)
    }
}

extension Channels {
    /// The one kind of channel there is; rows that came by SQL may name others.
    static let type = "twilio_sms"

    /// The names of our jobs, as the rows have them; the first stands in the schema's trigger as well.
    static let checkKind = "check_channel"
    static let forgetKind = "forget_token"

    /// What the runner of a node does for channels.
    package var jobs: [JobKind] {
        [
            JobKind(Self.checkKind, attempts: 40) { try await ChannelCheck(channels: self, job: $0).run() },
            JobKind(Self.forgetKind, attempts: 40) { try await forgetToken($0) },
        ]
    }
}
