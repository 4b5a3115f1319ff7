/// One call of a webhook that is to be made.
struct WebhookDelivery: Sendable {
    enum Subject: Sendable {
        case inbound(MessageNumber)
        case status
    }

    /// As it was configured, with user, password and overrides.
    var url: String
    /// Called once when the first address fails; status callbacks have none.
    var fallback: String?
    var method: String
    var fields: FormFields
    /// The auth token that signs.
    var token: String
    /// Tells attempts at one delivery from new deliveries.
    var identity: UInt64
    var subject: Subject
}

/// What came of a delivery, with every problem on the way.
struct WebhookOutcome: Sendable {
    struct Answer: Sendable {
        var contentType: String?
        var body: [UInt8]
    }

    struct Failure: Equatable, Sendable {
        var code: Int
        var text: String
    }

    var answer: Answer?
    var failures: [Failure] = []
}

/// How often and how long a webhook is tried: Twilio's defaults, or what the address says behind its `#`.
struct ConnectionOverrides: Equatable, Sendable {
    var connectTimeout = Duration.milliseconds(5000)
    var readTimeout = Duration.milliseconds(15_000)
    var totalTimeout = Duration.milliseconds(15_000)
    /// Attempts after the first.
    var retries = 1
    /// `4xx`, `5xx`, `ct`, `rt` or `all`.
    var policy: Set<String> = ["ct"]

    init(fragment: String = "") {
        for piece in fragment.split(separator: "&") {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let number = Int(halves[1])
            switch halves[0] {
            case "ct": number.map { connectTimeout = .milliseconds(min(max($0, 100), 10_000)) }
            case "rt": number.map { readTimeout = .milliseconds(min(max($0, 100), 15_000)) }
            case "tt": number.map { totalTimeout = .milliseconds(min(max($0, 100), 15_000)) }
            case "rc": number.map { retries = min(max($0, 0), 5) }
            case "rp": policy = Set(halves[1].split(separator: ",").map(String.init))
            default: break
            }
        }
    }

    /// Whether an attempt that ended as `failure` says is made again.
    func retries(_ failure: String) -> Bool { policy.contains(failure) || policy.contains("all") }
}
