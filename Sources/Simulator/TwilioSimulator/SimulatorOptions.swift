/// How a simulator is set up.
package struct SimulatorOptions: Sendable {
    /// A loopback host; nothing else is listened on.
    package var host = "127.0.0.1"
    /// 0 takes a free port.
    package var port = 0
    /// Decides all identifiers, tokens and invented people.
    package var seed: UInt64 = 1
    package var pace = Pace()
    package var clock = SimulatorClock.wall
    package var accountKind = AccountKind.full
    package var accountStanding = AccountStanding.active
    /// `nil` invents them.
    package var accountSID: String?
    package var authToken: String?
    /// The account's numbers; the first one is `from`.
    package var numbers = ["+12025550100"]
    /// Which of them are in the first messaging service's pool; all when `nil`.
    package var pool: [String]?
    /// The pools of further messaging services; a number in one of them is in no other.
    package var morePools: [[String]] = []
    /// Further accounts behind the same address.
    package var others: [OtherAccount] = []
    /// Senders of rich messages, such as "rcs:leads_agent".
    package var rcsSenders: [String] = []
    /// How far the account's clock is ahead of the one it goes by; negative behind it.
    package var clockOffset = Duration.zero
    /// Numbers a trial account may write to.
    package var verifiedNumbers: [String] = []
    package var balance = "48.7215"
    /// More requests than this at the same time are answered with 429; no limit when `nil`.
    package var concurrencyLimit: Int?
    /// Whether a refused request leaves a `failed` message in the list, as Twilio does since 2024.
    package var listsRejections = true

    package init() {}

    package init(pace: Pace, clock: SimulatorClock = .wall, seed: UInt64 = 1) {
        (self.pace, self.clock, self.seed) = (pace, clock, seed)
    }
}

/// One more account of a simulator: like the first one in all that is not said here.
package struct OtherAccount: Sendable {
    package var numbers: [String]
    /// The pools of its messaging services; one service with all numbers when `nil`.
    package var pools: [[String]]?
    package var accountSID: String?
    package var authToken: String?
    /// Whether it belongs to the first account, whose credentials open it then, and has no balance of its own.
    package var isSubaccount: Bool

    package init(
        numbers: [String], pools: [[String]]? = nil, accountSID: String? = nil, authToken: String? = nil,
        isSubaccount: Bool = false
    ) {
        (self.numbers, self.pools) = (numbers, pools)
        (self.accountSID, self.authToken, self.isSubaccount) = (accountSID, authToken, isSubaccount)
    }
}

extension SimulatorOptions {
    var serviceCount: Int { 1 + morePools.count }

    /// The messaging service that this number is in.
    func service(of number: String) -> Int? {
        if let place = morePools.firstIndex(where: { $0.contains(number) }) { return place + 1 }
        return pool?.contains(number) ?? true ? 0 : nil
    }

    /// How the account at `index` among the others is set up; its identifiers are its own.
    func options(of other: OtherAccount, at index: Int) -> SimulatorOptions {
        var options = self
        options.others = []
        options.seed = seed &+ 0x9E37_79B9 &* UInt64(index + 1)
        (options.accountSID, options.authToken, options.numbers) = (other.accountSID, other.authToken, other.numbers)
        options.pool = other.pools?.first
        options.morePools = Array((other.pools ?? []).dropFirst())
        options.rcsSenders = []
        return options
    }
}

/// Why a simulator could not start, or would not take a command.
package enum SimulatorError: Error, CustomStringConvertible {
    /// The listen address is not loopback: a simulator is nobody else's business.
    case notLoopback(String)
    case cannotListen(String)
    case badCommand(String)

    package var description: String {
        switch self {
        case .notLoopback(let host):
            "\(host) is not a loopback address; the simulator listens on 127.0.0.1 or localhost"
        case .cannotListen(let reason): "cannot listen: \(reason)"
        case .badCommand(let reason): reason
        }
    }
}
