package import Messaging
internal import Secrets
internal import ServerStore
internal import Twilio
internal import TwilioAPI

extension Channels {
    /// Where Twilio reports texts, behind each public base.
    static let webhookPath = "/api/webhooks/twilio/sms"
    static let statusPath = "/api/webhooks/twilio/status"

    /// What is the matter with a channel, and what is well.
    package func test(_ id: ChannelID, in tenant: TenantID) async throws -> [ChannelFinding] {
        try await findings(of: record(id, in: tenant))
    }

    func findings(of record: ChannelRecord) async throws -> [ChannelFinding] { try await facts(of: record).findings }

    /// What is to be seen of a channel. Only the number itself has to be answered; whatever else cannot be read just now,
    /// or not with these credentials, is left out.
    func facts(of record: ChannelRecord) async throws -> ChannelFacts {
        var facts = ChannelFacts()
        facts.isExposed = record.exposedAt != nil
        facts.namesService = record.messagingServiceSID != nil
        facts.webhookAddresses = publicBases.map { $0 + Self.webhookPath }
        guard let wanted = WantedAddresses(record), let token = try token(of: record) else { return facts }
        let holder = try await store.readServer { try $0.routes.sender(wanted.phoneNumber.e164) }
        let door = door.hurried()
        if let holder, holder.channel != record.id, case .keeps = try await verdict(on: holder, by: door) {
            facts.takenByOwn = holder.tenant == record.tenant
        }
        let key = try key(of: record)
        do {
            let service = try door.service(wanted.accountSID, secret: token)
            let keyed = try key.map { (key) throws(TwilioError) in
                try door.service(wanted.accountSID, keySID: key.sid, secret: key.secret)
            }
            return try await door.ask { [facts] in
                try await facts.examined(wanted, service, keyed)
            }
        } catch {
            facts.answer = ChannelFacts.Answer(error)
            return facts
        }
    }

    private func key(of record: ChannelRecord) throws(ChannelError) -> (sid: String, secret: SecretBytes)? {
        do {
            guard let sid = record.credentials.apiKeySid,
                let secret = try ChannelSeal(record, keys.ring).apiKeySecret(record)
            else { return nil }
            return (sid, secret)
        } catch {
            throw .sealed(error)
        }
    }
}

extension ChannelFacts {
    /// These facts and what the account itself tells.
    func examined(
        _ wanted: WantedAddresses, _ service: TwilioSMSService, _ keyed: TwilioSMSService?
    ) async throws(TwilioError) -> ChannelFacts {
        var facts = self
        let number = try await service.incomingNumber(wanted.phoneNumber.e164)
        facts.answer = .number(number)
        guard let number else { return facts }
        // What cannot be read is not judged: a subaccount has no balance, and Twilio may be out of breath.
        facts.account = try? await service.account()
        facts.balance = try? await service.balance()
        if facts.account?.isTrial == true { facts.verifiedCount = try? await service.outgoingCallerIDs().count }
        if let keyed {
            do {
                _ = try await keyed.incomingNumber(wanted.phoneNumber.e164)
            } catch .credentials(let reason) {
                facts.keyRefusal = reason
            } catch {
                // A key that could not be tried is not judged either.
            }
        }
        facts.service = try await Self.service(of: number, wanted.messagingServiceSID, service)
        return facts
    }

    /// So many services of an account are looked through for the number.
    private static let serviceLimit = 20

    /// The service that the channel names, else the one in whose pool the number is.
    static func service(
        of number: IncomingNumber, _ named: String?, _ account: TwilioSMSService
    ) async throws(TwilioError) -> Service? {
        if let named {
            guard let resource = try await account.messagingService(named) else { return nil }
            return Service(
                resource: resource, hasNumber: try await account.isPooled(number, inService: resource.sid))
        }
        for resource in try await account.messagingServices().prefix(serviceLimit)
        where try await account.isPooled(number, inService: resource.sid) {
            return Service(resource: resource, hasNumber: true)
        }
        return nil
    }
}

extension ChannelFacts.Answer {
    init(_ error: any Error) {
        switch NumberProof(error) {
        case .refused(let reason), .notOwned(let reason): self = .refused(reason)
        case .unreachable(_, let detail): self = .unreachable(detail)
        case .owned: self = .unreachable("an answer without a number")
        }
    }
}
