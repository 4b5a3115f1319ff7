package import Messaging
internal import Secrets
package import ServerStore

extension Channels {
    /// Makes a channel active, unless a hard finding stands in the way.
    package func activate(
        _ id: ChannelID, in tenant: TenantID, by actor: AuditActor, recording: @escaping Recording = { _, _ in }
    ) async throws -> ShownChannel {
        let found = try await record(id, in: tenant)
        let findings = try await findings(of: found)
        if findings.contains(where: { $0.severity == .hard }) {
            let unowned = findings.first { $0.code == "number_not_owned" || $0.code == "number_taken" }
            throw unowned.map { ChannelError.notOwned($0.detail) } ?? .notReady(findings)
        }
        let write = writing("channel.activated", found, [], actor, recording)
        guard found.status == .inactive || found.proof != .owned else {
            return try await store.write(tenant) { try write($0, []) }
        }
        return try await prove(found, write)
    }

    /// Asks Twilio whether the account owns what the channel needs, and writes down what it said.
    func prove(
        _ found: ChannelRecord, _ write: @escaping @Sendable (TenantTransaction, [ChannelChange]) throws -> ShownChannel
    ) async throws -> ShownChannel {
        guard let wanted = WantedAddresses(found), let token = try token(of: found) else {
            throw ChannelError.incomplete("Account SID, auth token or a number in E.164 is missing.")
        }
        return try await prove(wanted, token, found.id, found.tenant, write)
    }

    func prove(
        _ wanted: WantedAddresses, _ token: SecretBytes, _ id: ChannelID, _ tenant: TenantID,
        _ write: @escaping @Sendable (TenantTransaction, [ChannelChange]) throws -> ShownChannel
    ) async throws -> ShownChannel {
        let door = door.hurried()
        switch await door.proof(of: wanted, token: token) {
        case .notOwned(let sentence): throw ChannelError.notOwned(sentence)
        case .refused(let sentence): throw ChannelError.credentialsRefused(sentence)
        case .unreachable(let after, _): return try await wait(after, id, tenant, write)
        case .owned(let pool):
            let claim = AddressClaim(
                channels: self, door: door, tenant: tenant, channel: id, wanted: wanted, pool: pool)
            switch try await claim.claim({ try write($0, [.proof(.owned), .status(.active)]) }) {
            case .claimed(let shown): return shown
            case .kept(let sentence): throw ChannelError.notOwned(sentence)
            case .unknown: return try await wait(nil, id, tenant, write)
            }
        }
    }

    /// Leaves the question to a job.
    private func wait(
        _ pause: Duration?, _ id: ChannelID, _ tenant: TenantID,
        _ write: @escaping @Sendable (TenantTransaction, [ChannelChange]) throws -> ShownChannel
    ) async throws -> ShownChannel {
        try await store.write(tenant) { t in
            let shown = try write(t, [.proof(.pending)])
            try t.jobs.put(Self.checkKind, about: id.value, at: t.now + (pause ?? .seconds(5)))
            return shown
        }
    }

    func token(of record: ChannelRecord) throws(ChannelError) -> SecretBytes? {
        do {
            return try ChannelSeal(record, keys.ring).token(record)
        } catch {
            throw .sealed(error)
        }
    }
}

extension WantedAddresses {
    /// What a row asks for; `nil` where it lacks an account or a number in E.164.
    init?(_ record: ChannelRecord) {
        guard let account = record.credentials.accountSid,
            let number = record.credentials.phoneNumber.flatMap({ PhoneNumber(e164: $0) })
        else { return nil }
        self.init(accountSID: account, phoneNumber: number, messagingServiceSID: record.messagingServiceSID)
    }
}
