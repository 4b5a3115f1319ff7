internal import FoundationEssentials

/// The object that comes with a command; which members count depends on the command.
struct Order: Decodable, Sendable {
    var from: String?
    var to: String?
    var body: String?
    var media: [String]?
    var kind: String?
    var count: Int?
    var method: String?
    var path: String?
    var status: Status?
    var retryAfter: String?
    var delayMs: Int?
    var code: Int?
    var name: String?
    var everyMs: Int?
    var texts: [String]?
    var leads: LeadCount?
    var answers: Bool?
    var messages: Int?
    var seed: UInt64?
    var days: Int?
    var url: String?
    var fallback: String?
    var number: String?
    var milliseconds: Int?
    var sid: String?
    var how: String?
    var members: [String]?
    var ageMs: Int?
    var hiddenMs: Int?
    var reply: Bool?
    var lasting: Bool?
    var rows: Int?
    var lostAnchor: String?
    var pooled: Bool?
    var service: String?
    var account: String?
    var released: Bool?
    var offsetMs: Int?
    var stepMs: Int?

    /// An HTTP status, or the word of a message status.
    enum Status: Decodable, Sendable {
        case code(Int)
        case word(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let code = try? value.decode(Int.self) {  // A word is no number, and that is all this asks.
                self = .code(code)
            } else {
                self = .word(try value.decode(String.self))
            }
        }
    }

    /// How many leads, or which.
    enum LeadCount: Decodable, Sendable {
        case count(Int)
        case numbers([String])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let count = try? value.decode(Int.self) {  // A list is no number, and that is all this asks.
                self = .count(count)
            } else {
                self = .numbers(try value.decode([String].self))
            }
        }
    }

    /// Reads the body of a command; an empty one is an empty object. Names are snake_case on the wire.
    init(_ body: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Order.self, from: Data(body.isEmpty ? Array("{}".utf8) : body))
    }

    /// `member`, which the command cannot do without.
    func needed<Member>(_ member: Member?, _ name: String) throws(Rejection) -> Member {
        guard let member else { throw Rejection(code: 20001, "The command needs \"\(name)\"") }
        return member
    }

    /// A number of an order that has to lie in `range`.
    static func checked(_ value: Int, _ name: String, in range: ClosedRange<Int>) throws(Rejection) -> Int {
        guard range.contains(value) else {
            throw Rejection(code: 20001, "\"\(name)\" is from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Milliseconds, a hundred years of them at most.
    func span(_ value: Int?, _ name: String) throws(Rejection) -> Int? {
        try value.map { (value) throws(Rejection) in try Self.checked(value, name, in: 0...3_155_760_000_000) }
    }

    /// How often something happens; `usual` where the order does not say.
    func times(_ usual: Int) throws(Rejection) -> Int {
        try Self.checked(count ?? usual, "count", in: 1...1_000_000)
    }

    /// The fault that `POST /__fault` orders.
    func fault() throws(Rejection) -> Fault {
        guard let kind = Fault.Kind(rawValue: try needed(kind, "kind")) else {
            let kinds = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Rejection(code: 20001, "\"kind\" is one of \(kinds)")
        }
        var httpStatus: Int?
        if case .code(let code) = status { httpStatus = try Self.checked(code, "status", in: 200...599) }
        return Fault(
            kind, count: lasting == true ? .max : try times(1), name: name, method: method, path: path, to: to,
            from: from, status: httpStatus, code: code, rows: try Self.checked(rows ?? 0, "rows", in: 0...1000),
            retryAfter: retryAfter, delay: .milliseconds(try span(delayMs, "delay_ms") ?? 3000))
    }

    /// The outcome that `POST /__outcome` orders: by `status`, or by `code` with the status that usually goes with it.
    func outcome() throws(Rejection) -> OrderedOutcome {
        let errorCode = code ?? 0
        let usual = MagicNumber.failsBeforeSending(errorCode) ? "failed" : errorCode > 0 ? "undelivered" : "delivered"
        var word = usual
        if case .word(let given) = status { word = given }
        guard let status = StatusWord(wire: word) else {
            throw Rejection(code: 20001, "\"status\" is one of Twilio's words")
        }
        return OrderedOutcome(status: status, errorCode: errorCode, count: try times(1))
    }

    /// The script of `POST /__script`: the demonstration's by name, or one made of its members.
    func script() throws(Rejection) -> LeadScript {
        if name == "demo" { return .demo }
        let pause = try span(everyMs, "every_ms") ?? 10_000
        var script = LeadScript(every: .milliseconds(pause), count: try times(20), answers: answers ?? true)
        script.texts = texts ?? []
        if case .numbers(let numbers) = leads { script.leads = numbers }
        return script
    }

    /// The plan of `POST /__seed`; without numbers that of the demonstration.
    func seedPlan() throws(Rejection) -> SeedPlan {
        let messages = try Self.checked(messages ?? 3000, "messages", in: 1...100_000_000)
        var plan = SeedPlan(leads: 300, messages: messages, seed: seed ?? 1)
        if case .count(let count) = leads { plan.leads = try Self.checked(count, "leads", in: 1...10_000_000) }
        if let days { plan.days = try Self.checked(days, "days", in: 1...3650) }
        return plan
    }
}
