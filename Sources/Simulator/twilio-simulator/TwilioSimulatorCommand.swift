internal import ArgumentParser
internal import Dispatch
internal import Glibc
internal import TwilioSimulator

/// A local Twilio for demonstrations and tests. It listens on this machine only and reaches nobody.
@main
struct TwilioSimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twilio-simulator",
        abstract: "A local stand-in for Twilio's messaging API, for demonstrations and tests.")

    @Option(help: "Where to listen: a loopback address and a port; port 0 takes a free one.")
    var listen = "127.0.0.1:0"
    @Flag(help: "Print base, account_sid, auth_token and from as one JSON object on the first line.")
    var json = false
    @Option(help: "How many invented leads to begin with.")
    var leads = 0
    @Option(help: "How many messages they and we have written.")
    var messages: Int?
    @Option(help: "Decides identifiers, tokens and people; the same seed makes the same ones.")
    var seed: UInt64 = 1
    @Option(help: "How many times faster than in life messages are delivered.")
    var speed = 1.0
    @Option(help: "Lets leads write by themselves: demo.")
    var script: String?
    @Option(help: "The account's SID; invented unless given.")
    var accountSid: String?
    @Option(help: "The account's auth token; invented unless given.")
    var authToken: String?
    @Option(help: "A number of the account; may be repeated, the first one is the sender.")
    var number: [String] = []
    @Option(help: "A number of the messaging service's pool; may be repeated. Without it the pool has all numbers.")
    var pool: [String] = []
    @Option(
        name: .customLong("account"),
        help: "A further account with these numbers, parted by commas; may be repeated. /__accounts tells of all.")
    var accounts: [String] = []
    @Option(
        name: .customLong("subaccount"),
        help: "A further account that belongs to the first one, with these numbers, parted by commas; may be repeated.")
    var subaccounts: [String] = []
    @Option(help: "A sender of rich messages, such as rcs:leads_agent; may be repeated.")
    var rcs: [String] = []
    @Option(help: "How many seconds the account's clock is ahead of this machine's; negative behind it.")
    var clockOffset = 0
    @Flag(help: "A trial account, which writes to verified numbers only.")
    var trial = false
    @Option(help: "A number that a trial account may write to; may be repeated.")
    var verified: [String] = []
    @Option(help: "How many requests may be under way at the same time; more are answered with 429.")
    var concurrency: Int?
    @Option(help: "The account's balance.")
    var balance: String?

    func run() async throws {
        let simulator = try await LocalTwilio.start(try options())
        if leads > 0 {
            await simulator.seed(SeedPlan(leads: leads, messages: messages ?? leads * 10, seed: seed))
        }
        if script == "demo" { await simulator.script(.demo) }
        announce(simulator)
        await untilAsked()
        await simulator.stop()
    }

    func validate() throws {
        if let script, script != "demo" { throw ValidationError("The only script is demo.") }
        guard (-3_155_760_000...3_155_760_000).contains(clockOffset) else {
            throw ValidationError("A clock is a century off at most.")
        }
        if leads < 0 || messages ?? 0 < 0 { throw ValidationError("Counts are not negative.") }
    }

    private func options() throws -> SimulatorOptions {
        var options = SimulatorOptions(pace: Pace(speed: speed), seed: seed)
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:0")
        }
        options.host = String(listen[..<colon])
        options.port = Int(port)
        options.accountSID = accountSid
        options.authToken = authToken
        if !number.isEmpty { options.numbers = number }
        if !pool.isEmpty { options.pool = pool }
        options.others =
            accounts.map { OtherAccount(numbers: $0.split(separator: ",").map(String.init)) }
            + subaccounts.map { OtherAccount(numbers: $0.split(separator: ",").map(String.init), isSubaccount: true) }
        options.rcsSenders = rcs
        options.clockOffset = .seconds(clockOffset)
        if trial { options.accountKind = .trial }
        options.verifiedNumbers = verified
        options.concurrencyLimit = concurrency
        if let balance { options.balance = balance }
        return options
    }

    private func announce(_ simulator: RunningSimulator) {
        if json {
            print(
                "{\"base\":\"\(simulator.base)\",\"account_sid\":\"\(simulator.accountSID)\","
                    + "\"auth_token\":\"\(simulator.authToken)\",\"from\":\"\(simulator.from)\"}")
        } else {
            print("Serving on \(simulator.base)")
            print("TWILIO_API_URL=\(simulator.base)")
            print("TWILIO_ACCOUNT_SID=\(simulator.accountSID)")
            print("TWILIO_AUTH_TOKEN=\(simulator.authToken)")
            print("TWILIO_PHONE_NUMBER=\(simulator.from)")
        }
        fflush(nil)
    }

    /// Waits for SIGTERM or SIGINT.
    private func untilAsked() async {
        let (signals, arrived) = AsyncStream<Int32>.makeStream()
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { arrived.yield(number) }
            source.resume()
            return source
        }
        _ = await signals.first { _ in true }
        sources.forEach { $0.cancel() }
    }
}
