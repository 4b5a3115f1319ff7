package import Messaging

/// A simulator that serves, and everything that can be asked of it without HTTP.
package final class RunningSimulator: Sendable {
    /// `http://127.0.0.1:PORT`; it stands for every host of Twilio's.
    package let base: String
    package let port: Int
    package let accountSID: String
    /// The auth token that the account began with.
    package let authToken: String
    /// An API key that opens everything but the account resource.
    package let apiKeySID: String
    package let apiKeySecret: String
    package let messagingServiceSID: String
    /// The account's first number.
    package let from: String

    let account: Account
    private let directory: Directory
    private let serving: Task<Void, any Error>

    init(directory: Directory, account: Account, port: Int, serving: Task<Void, any Error>) {
        (self.directory, self.account) = (directory, account)
        self.port = port
        self.serving = serving
        base = "http://\(account.options.host):\(port)"
        (accountSID, authToken) = (account.sid, account.firstToken)
        (apiKeySID, apiKeySecret) = (account.keySID, account.keySecret)
        messagingServiceSID = account.serviceSID
        from = account.options.numbers.first ?? ""
    }

    /// Ends serving; connections are closed, and callbacks under way are given up.
    package func stop() async {
        serving.cancel()
        for account in directory.all { await account.shutDown() }
        // However serving ended, it has ended.
        _ = try? await serving.value
    }

    /// The same simulator seen from its further accounts, in the order of the options.
    package var others: [RunningSimulator] {
        directory.others.map { RunningSimulator(directory: directory, account: $0, port: port, serving: serving) }
    }

    /// Returns when serving has ended by itself or by `stop`.
    package func wait() async {
        _ = try? await serving.value
    }
}

extension RunningSimulator {
    /// Lets a lead write to one of our numbers, the first by default; the SID of the message, or `nil` when a
    /// messaging service without a webhook dropped it. It is dated `age` ago, and not seen before `hidden` is over.
    @discardableResult
    package func inbound(
        from: String, to: String? = nil, body: String, media: [String] = [], age: Duration = .zero,
        hidden: Duration? = nil
    ) async throws -> String? {
        try await refusable {
            try await account.receive(
                from: from, to: to ?? self.from, body: body, media: media, age: age, hidden: hidden)
        }
    }

    /// Lets a lead answer the number of ours that wrote to them last.
    @discardableResult
    package func reply(from lead: String, body: String) async throws -> String? {
        try await inbound(from: lead, to: await account.answerable(by: lead), body: body)
    }

    /// Changes the message of this SID as if nobody had asked for it.
    package func change(_ sid: String, _ change: MessageChange) async throws {
        try await refusable { try await account.bend(sid, change) }
    }

    /// Bends the next messages that we send.
    package func bend(_ bend: SendBend) async { await account.add(bend) }

    /// Says what becomes of pages whose token names a message that is gone.
    package func lostAnchors(_ rule: LostAnchor) async { await account.setLostAnchors(rule) }

    /// Puts one of our numbers into the pool of a messaging service, the first by default, or takes it out.
    package func pool(_ number: String, isIn: Bool, service: String? = nil) async throws {
        try await refusable { try await account.setPooled(isIn, number, serviceSID: service) }
    }

    /// The messaging services of this account.
    package var messagingServiceSIDs: [String] { (0..<account.options.serviceCount).map(account.sid(ofService:)) }

    /// Lets `number` be this account's from now on, and nobody else's.
    package func acquire(_ number: String) async { await directory.hand(number, to: account) }

    /// Gives a number of this account up.
    package func release(_ number: String) async { await account.release(number) }

    /// The token that opens the account and signs its webhooks at present.
    package var presentToken: String { get async { await account.token } }

    /// Makes a second token and lets it take the place of the first, as the account's owner does in the console.
    package func rotateToken() async throws -> String {
        _ = await account.makeSecondaryToken()
        _ = try await refusable { try await account.promoteSecondaryToken() }
        return await account.token
    }

    /// Puts the account's clock `offset` ahead of the one it goes by; negative behind it.
    package func setClock(offset: Duration) async { await account.setClock(offset: offset) }

    /// Lets the account's clock jump from where it is.
    package func stepClock(by step: Duration) async { await account.stepClock(by: step) }

    /// Lets something go wrong, for the next requests or callbacks that fit.
    package func fault(_ fault: Fault) async { await account.add(fault) }

    /// Calls off the faults of this name.
    package func clearFaults(named name: String) async { await account.clearFaults(named: name) }

    /// Calls all faults off.
    package func clearFaults() async { await account.clearFaults() }

    /// Lets the next `count` messages to `number` end as `status` (Twilio's word) with `errorCode`, 0 for none.
    package func outcome(to number: String, status: String, errorCode: Int = 0, count: Int = 1) async throws {
        guard let word = StatusWord(wire: status) else { throw SimulatorError.badCommand("\(status) is no status") }
        await account.order(OrderedOutcome(status: word, errorCode: errorCode, count: count), to: number)
    }

    /// What arrived and what was accepted, for balancing.
    package func books() async -> Books { await account.books }

    /// Fills the account with invented people and what was written to and fro.
    package func seed(_ plan: SeedPlan) async { await account.seed(plan) }

    /// Lets leads write by themselves for a while.
    package func script(_ script: LeadScript) async { await account.start(script) }

    /// Points the webhooks of one of our numbers, the first by default, somewhere.
    package func setWebhook(_ url: String, fallback: String = "", of number: String? = nil) async throws {
        try await refusable { try await account.setWebhook(url, fallback: fallback, of: number ?? from) }
    }

    /// Moves the clocks of all accounts, where they are set by hand.
    package func advance(by span: Duration) async {
        for account in directory.all { await account.advance(by: span) }
    }

    /// Waits until no callback of any account is under way.
    package func settle() async {
        for account in directory.all { await account.settle() }
    }

    /// The time by which the account lives.
    package var now: Instant { get async { await account.now } }

    private func refusable<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let rejection as Rejection {
            throw SimulatorError.badCommand("\(rejection.code): \(rejection.message)")
        }
    }
}
