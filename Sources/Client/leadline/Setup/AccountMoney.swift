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
    /// The numbers that a trial account may write to; `nil` where that is of no interest, or cannot be read.
    let verified: [String]?

    init(balance: Price?, isTrial: Bool?, verified: [String]? = nil) {
        (self.balance, self.isTrial, self.verified) = (balance, isTrial, verified)
    }

    init(of service: TwilioSMSService) {
        // Nothing of the client needs any of these, so a refusal is as good as not knowing.
        let isTrial = try? waiting { try await service.account() }.isTrial
        self.init(
            balance: try? waiting { try await service.balance() }, isTrial: isTrial,
            verified: isTrial == true ? try? waiting { try await service.outgoingCallerIDs() }.map(\.phoneNumber) : nil)
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
        case true?:
            let rule = "This is a trial account: Twilio lets it write to verified numbers only."
            sentences.append("\(rule) \(verifiedNumbers)")
        case false?: break
        case nil: sentences.append("Whether this is a trial account cannot be read with these credentials.")
        }
        return sentences
    }

    /// Which numbers those are, the first few by name.
    var verifiedNumbers: String {
        guard let verified else { return "Which these are cannot be read with these credentials." }
        guard !verified.isEmpty else { return "None is verified yet." }
        let shown = verified.prefix(5).map { visible($0, limit: 20) }.joined(separator: ", ")
        let more = verified.count > 5 ? " and \(verified.count - 5) more" : ""
        return "Verified: \(shown)\(more)."
    }
}
