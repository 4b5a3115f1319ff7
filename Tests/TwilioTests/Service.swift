import HTTPTypes
import Messaging
import PhoneNumbers
import TestSupport
import Transport
import TwilioAPI

@testable import Twilio

let accountSID = "AC0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"
let secret = "7a81a64cbce64f9d0560ed3d4c5fe7c0"
let messageSID = "SM" + String(repeating: "1a", count: 16)
let mediaSID = "ME" + String(repeating: "2b", count: 16)

/// The moment at which the tests of this target take place.
let testNow = Instant(seconds: 1_795_424_400)

/// A service that talks to `transport`, as a person in Brazil would have set it up.
func service(
    _ transport: ScriptedTransport, base: String? = nil, keySID: String? = nil, clock: HandClock = HandClock(testNow)
) throws -> TwilioSMSService {
    let hosts = try TwilioHosts(apiURL: base)
    let access = try TwilioAccess(accountSID: accountSID, username: keySID, secret: secret, hosts: hosts)
    let ours = PhoneNumber(e164: "+15550100199").map(SendForm.Sender.number)
    return TwilioSMSService(
        access: access, sender: ours, transport: transport, phoneBook: PhoneBook(defaultRegion: "BR"),
        now: { clock.now }, uptime: { clock.uptime })
}

/// A message as Twilio would answer it.
func message(_ members: String = "") -> String {
    #"{"sid":"\#(messageSID)","status":"queued","direction":"outbound-api","to":"+15550100101"\#(members)}"#
}

/// The error that `work` ends with.
func failure<Value>(_ work: () async throws(TwilioError) -> Value) async -> TwilioError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}

extension TwilioError {
    /// The case alone, for what a test compares.
    var kind: String {
        switch self {
        case .tryLater(_, let obstacle, _): "later, \(obstacle)"
        case .unknownOutcome: "unknown"
        case .credentials: "credentials"
        case .rejected(let code, _, let status): "rejected \(code ?? 0) \(status)"
        case .notFound: "not found"
        case .ourFault: "fault"
        }
    }
}
