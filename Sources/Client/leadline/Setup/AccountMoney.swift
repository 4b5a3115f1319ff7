import Messaging
import Twilio
import TwilioAPI

/// What an account may spend, and whether it is a trial; each is asked for by itself, because a key may have the right
/// to one and not to the other.
struct AccountMoney {
    /// Below this a person is told that the balance is low, in units of the account's currency.
    static let low: Int64 = 5

    /// `nil` where these credentials may not read it, or Twilio did not answer.
    let balance: Price?
    /// `nil` where these credentials may not read the account.
    let isTrial: Bool?

    init(balance: Price?, isTrial: Bool?) { (self.balance, self.isTrial) = (balance, isTrial) }

    init(of service: TwilioSMSService) {
        // Nothing of the client needs either, so a refusal is as good as not knowing.
        self.init(
            balance: try? waiting { try await service.balance() },
            isTrial: try? waiting { try await service.account() }.isTrial)
    }

    var isLow: Bool { balance.map { $0.millionths < Self.low * 1_000_000 } ?? false }

    /// What the set-up says of it, a sentence each.
    var sentences: [String] {
        var sentences: [String] = []
        if let balance {
            sentences.append("Balance: \(balance.decimal) \(visible(balance.unit))\(isLow ? "; that is low" : "").")
        } else {
            sentences.append("The balance cannot be read with these credentials, which does no harm.")
        }
        switch isTrial {
        case true?: sentences.append("This is a trial account: Twilio lets it write to verified numbers only.")
        case false?: break
        case nil: sentences.append("Whether this is a trial account cannot be read with these credentials.")
        }
        return sentences
    }
}
