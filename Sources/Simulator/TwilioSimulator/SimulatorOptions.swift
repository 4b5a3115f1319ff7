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
    /// Which of them are in the messaging service's pool; all when `nil`.
    package var pool: [String]?
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
