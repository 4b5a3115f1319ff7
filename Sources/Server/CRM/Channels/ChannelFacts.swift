internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// What was seen of a channel at Twilio and here, before anybody judges it. What could not be read is `nil`.
struct ChannelFacts: Hashable, Sendable {
    /// What came of asking for the number with the account's token.
    enum Answer: Hashable, Sendable {
        case number(IncomingNumber?)
        case refused(String)
        case unreachable(String)
        /// Nobody was asked, since account, token or number are missing.
        case incomplete
    }

    /// A messaging service in whose pool the number is, or which the channel names.
    struct Service: Hashable, Sendable {
        var resource: MessagingServiceResource
        var hasNumber: Bool
    }

    var answer = Answer.incomplete
    var isExposed = false
    /// Where another channel has the number: whether it is one of the same tenant.
    var takenByOwn: Bool?
    var account: AccountResource?
    var balance: Price?
    var verifiedCount: Int?
    /// Why the API key was refused.
    var keyRefusal: String?
    var namesService = false
    var service: Service?
    /// The whole addresses that count as ours; the first is the one to set.
    var webhookAddresses: [String] = []

    /// Whether what the service says decides where texts go, and not what the number says.
    var isOverridden: Bool { service.map { $0.hasNumber && !$0.resource.usesNumberWebhook } ?? false }
}

extension ChannelFacts {
    /// What a person is told, the worst of each question first.
    var findings: [ChannelFinding] {
        let exposed = isExposed ? [Self.exposed] : []
        switch answer {
        case .incomplete:
            return [
                .init(
                    "credentials_incomplete", .hard, "Account SID, auth token or a number in E.164 is missing.",
                    "Delete the channel and make it anew with all three.")
            ] + exposed
        case .refused(let reason):
            return [
                .init(
                    "credentials_refused", .hard, reason,
                    "Copy the auth token from Twilio's console and put it in place with rotate-token.")
            ] + exposed
        case .unreachable:
            return [
                .init(
                    "twilio_unreachable", .soft, "Twilio could not be asked just now.", "Test again in a minute.")
            ] + exposed
        case .number(nil):
            return [
                .init("credentials_good", .good, "Twilio takes the account's token."),
                .init(
                    "number_not_owned", .hard, "The account does not own this number.",
                    "Check number and account SID; a number of a subaccount needs that one's SID and token."),
            ] + exposed
        case .number(let number?):
            return [.init("credentials_good", .good, "Twilio takes the account's token.")]
                + keyFindings + ownership + abilities(number) + serviceFindings + webhooks(number) + standing + exposed
        }
    }

    private static let exposed = ChannelFinding(
        "token_exposed", .soft, "The auth token came by SQL, so the database's log may hold it.",
        "Make a new token in Twilio's console and put it in place with rotate-token.")

    private var keyFindings: [ChannelFinding] {
        guard let keyRefusal else { return [] }
        return [.init("api_key_refused", .hard, keyRefusal, "Make a new API key, or leave it out.")]
    }

    private var ownership: [ChannelFinding] {
        switch takenByOwn {
        case nil: [.init("number_owned", .good, "The account owns the number.")]
        case true:
            [.init("number_taken", .hard, "Another channel of yours has the number.", "Delete the one of the two.")]
        case false:
            [
                .init(
                    "number_taken", .hard, "The number is active elsewhere on this server.",
                    "Whoever has it there deletes the channel first.")
            ]
        }
    }

    private func abilities(_ number: IncomingNumber) -> [ChannelFinding] {
        var findings: [ChannelFinding] = []
        if !number.canSMS {
            findings.append(
                .init("number_cannot_sms", .hard, "The number cannot send texts.", "Take a number that can SMS."))
        }
        if !number.canMMS {
            findings.append(
                .init(
                    "number_cannot_mms", .soft, "The number cannot send pictures.",
                    "Pictures leave as links, or take a number that can MMS."))
        }
        return findings
    }

    private var standing: [ChannelFinding] {
        var findings: [ChannelFinding] = []
        switch account?.status {
        case .suspended:
            findings.append(
                .init("account_suspended", .hard, "Twilio has suspended the account.", "Ask Twilio, or pay its bill."))
        case .closed: findings.append(.init("account_closed", .hard, "The account is closed.", "Take another account."))
        case .active, .other, nil: break
        }
        if account?.isTrial == true {
            let verified = verifiedCount.map { "; \($0) are verified" } ?? ""
            findings.append(
                .init(
                    "trial_account", .soft, "A trial account writes to verified numbers alone\(verified).",
                    "Upgrade the account, or verify the numbers in Twilio's console."))
        }
        if let balance, balance.millionths < Self.lowBalance {
            findings.append(
                .init(
                    "balance_low", .soft, "The account's balance is \(balance.decimal) \(balance.unit).",
                    "Top it up in Twilio's console: at nothing, Twilio sends nothing."))
        }
        return findings
    }

    /// Five of whatever the account pays in: some hundred texts.
    private static let lowBalance: Int64 = 5_000_000
}
