internal import Messaging
internal import Secrets
internal import ServerStore
internal import Twilio
internal import TwilioAPI

/// What a channel needs to have: a number, and a messaging service where it names one.
struct WantedAddresses: Hashable, Sendable {
    var accountSID: String
    var phoneNumber: PhoneNumber
    var messagingServiceSID: String?
}

/// What Twilio was seen to say about whose an address is.
enum NumberProof: Hashable, Sendable {
    /// The account owns what was asked for; with it come the other numbers of the service's pool.
    case owned(pool: [String])
    /// It does not, with a sentence for people.
    case notOwned(String)
    /// The account cannot be asked with these credentials.
    case refused(String)
    /// Nobody knows: Twilio could not be asked.
    case unreachable(after: Duration?, String)

    init(_ error: any Error) {
        switch error {
        case TwilioError.tryLater(let after, _, let detail): self = .unreachable(after: after, detail)
        case TwilioError.unknownOutcome(let detail), TwilioError.ourFault(let detail):
            self = .unreachable(after: nil, detail)
        case TwilioError.notFound: self = .refused("Twilio knows no account of this SID.")
        case let error as TwilioError: self = .refused(error.words())
        default: self = .unreachable(after: nil, "the question was given up")
        }
    }
}

extension TwilioDoor {
    /// Asks Twilio whether the account that `token` opens owns what a channel wants. The account's own token is asked with,
    /// never a key: the token is what signs webhooks, so this shows that it is right as well.
    func proof(of wanted: WantedAddresses, token: SecretBytes) async -> NumberProof {
        do {
            let service = try service(wanted.accountSID, secret: token)
            return try await ask { try await Self.proof(of: wanted, service) }
        } catch {
            return NumberProof(error)
        }
    }

    /// Asks whether the account still owns one address that it was seen to own before.
    func proof(of address: String, in accountSID: String, token: SecretBytes) async -> NumberProof {
        do {
            let service = try service(accountSID, secret: token)
            return try await ask {
                let isOwned =
                    SID.isService(address)
                    ? try await service.messagingService(address) != nil
                    : try await service.incomingNumber(address) != nil
                return isOwned ? .owned(pool: []) : .notOwned("The account does not own it any more.")
            }
        } catch {
            return NumberProof(error)
        }
    }

    private static func proof(
        of wanted: WantedAddresses, _ service: TwilioSMSService
    ) async throws(TwilioError) -> NumberProof {
        guard try await service.incomingNumber(wanted.phoneNumber.e164) != nil else {
            return .notOwned("The account does not own the number that ends in \(wanted.phoneNumber.e164.suffix(2)).")
        }
        guard let sid = wanted.messagingServiceSID else { return .owned(pool: []) }
        guard try await service.messagingService(sid) != nil else {
            return .notOwned("The account has no messaging service of this SID.")
        }
        return .owned(pool: try await service.numbers(ofService: sid).map(\.phoneNumber))
    }
}
