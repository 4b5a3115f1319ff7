package import Messaging
package import Secrets
package import ServerStore

extension Channels {
    /// Puts another auth token in the place of the channel's. The old one goes on verifying webhooks for `grace`: Twilio
    /// signs with it until the new one is promoted there, and what is under way then still comes with the old signature.
    package func rotateToken(
        _ id: ChannelID, to fresh: SecretBytes, grace: Duration, in tenant: TenantID, by actor: AuditActor,
        recording: @escaping Recording = { _, _ in }
    ) async throws -> ShownChannel {
        let found = try await record(id, in: tenant)
        let present = try token(of: found)
        guard present != fresh else { throw ChannelError.sameToken }
        guard let wanted = WantedAddresses(found) else {
            throw ChannelError.incomplete("Account SID or a number in E.164 is missing.")
        }
        switch await door.proof(of: wanted, token: fresh) {
        case .owned: break
        case .notOwned(let sentence): throw ChannelError.notOwned(sentence)
        case .refused(let sentence): throw ChannelError.credentialsRefused(sentence)
        case .unreachable(_, let detail): throw ChannelError.unreachable(detail)
        }
        return try await store.write(tenant) { [keys] t in
            let seal = ChannelSeal(found, keys.ring)
            var credentials = found.sealedAt == nil ? seal.sealed(open: found.credentials) : found.credentials
            credentials.authToken = seal.sealed(token: fresh)
            let until = grace > .zero ? t.now + grace : nil
            let previous = until == nil ? nil : present.map { seal.sealed(previous: $0) }
            if let until, previous != nil { try t.jobs.put(Self.forgetKind, about: id.value, at: until) }
            let changes: [ChannelChange] = [
                .credentials(credentials), .previousToken(previous, until: previous == nil ? nil : until),
                .exposed(nil),
            ]
            return try self.writing("channel.token_rotated", found, changes, actor, recording)(t, [])
        }
    }

    /// Forgets a token whose grace is over.
    func forgetToken(_ job: DueJob) async throws {
        try await store.write(job.tenant) { t in
            try t.jobs.finish(job)
            guard let id = job.subject.map({ ChannelID($0) }), let record = try t.channels.find(id),
                let until = record.previousUntil
            else { return }
            if until <= t.now {
                _ = try t.channels.change(id, [.previousToken(nil, until: nil)], ifVersion: record.version)
            } else {
                try t.jobs.put(Self.forgetKind, about: id.value, at: until)
            }
        }
    }
}
