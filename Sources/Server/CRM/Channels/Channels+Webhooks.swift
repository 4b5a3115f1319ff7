package import Messaging
internal import Secrets
package import ServerStore
internal import Twilio
internal import TwilioAPI

extension Channels {
    /// Shows what has to change at Twilio so that texts are reported here and, once it is confirmed, changes it. Where a
    /// messaging service decides for the number, its address is set as well, for all numbers of its pool.
    package func pointWebhooks(
        _ id: ChannelID, isConfirmed: Bool, in tenant: TenantID, by actor: AuditActor
    ) async throws -> WebhookPlan {
        guard let base = publicBases.first else { throw ChannelError.noPublicAddress }
        let found = try await record(id, in: tenant)
        let url = base + Self.webhookPath
        let (plan, service) = try await plan(found, url)
        guard isConfirmed, !plan.settings.isEmpty else { return plan }
        // Before the deed, since what is done at Twilio cannot be taken back with a transaction.
        try await store.write(tenant) { t in
            var detail = JSONLine()
            detail.set("settings", plan.changes.map(\.setting))
            try t.audit.append(
                "channel.webhooks_set", by: actor, subjectKind: "channel", subject: id.value, detail: detail.text)
        }
        do {
            try await door.ask { for setting in plan.settings { try await service.point(setting) } }
        } catch TwilioError.unknownOutcome {
            // What was meant stands there or it does not: looking tells, and to order it again does no harm.
            guard try await self.plan(found, url).plan.changes.isEmpty else {
                throw ChannelError.unreachable("its answer is missing")
            }
        } catch {
            throw ChannelError(NumberProof(error))
        }
        var applied = plan
        applied.isApplied = true
        return applied
    }

    private func plan(
        _ found: ChannelRecord, _ url: String
    ) async throws -> (plan: WebhookPlan, service: TwilioSMSService) {
        let facts = try await facts(of: found)
        switch facts.answer {
        case .incomplete: throw ChannelError.incomplete("Account SID, auth token or a number in E.164 is missing.")
        case .refused(let reason): throw ChannelError.credentialsRefused(reason)
        case .unreachable(let detail): throw ChannelError.unreachable(detail)
        case .number(nil): throw ChannelError.notOwned("The account does not own the number.")
        case .number(let number?):
            guard let token = try token(of: found), let account = found.credentials.accountSid else {
                throw ChannelError.notFound
            }
            return (
                WebhookPlan(facts, number: number, url: url),
                try door.service(account, secret: token)
            )
        }
    }
}

extension ChannelError {
    init(_ proof: NumberProof) {
        switch proof {
        case .owned: self = .unreachable("an answer that says nothing")
        case .notOwned(let sentence): self = .notOwned(sentence)
        case .refused(let sentence): self = .credentialsRefused(sentence)
        case .unreachable(_, let detail): self = .unreachable(detail)
        }
    }
}
