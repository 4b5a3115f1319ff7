package import Messaging
internal import PhoneNumbers
internal import Secrets
internal import ServerStore
package import Transport
package import Twilio

/// The way to Twilio for all tenants: each is asked for with its own credentials, and none may take longer than whoever
/// waits for the answer has patience.
package struct TwilioDoor: Sendable {
    private let hosts: TwilioHosts
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Instant
    private let uptime: @Sendable () -> Uptime
    /// The longest that a question takes, however many requests it needs.
    package let patience: Duration
    /// When the patience of whoever waits for several answers has run out.
    private var deadline: Uptime?

    package init(
        hosts: TwilioHosts, transport: any HTTPTransport, now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Uptime, patience: Duration = .seconds(10)
    ) {
        (self.hosts, self.transport, self.now, self.uptime) = (hosts, transport, now, uptime)
        self.patience = patience
    }

    /// The same door for somebody whose patience begins now and has to do for all that is asked.
    func hurried() -> TwilioDoor {
        var door = self
        door.deadline = uptime() + patience
        return door
    }

    /// The account, opened by its token, or by one of its keys.
    func service(
        _ accountSID: String, keySID: String? = nil, secret: SecretBytes
    ) throws(TwilioError) -> TwilioSMSService {
        let access = try TwilioAccess(
            accountSID: accountSID, username: keySID, secret: secret.text ?? "", hosts: hosts)
        return TwilioSMSService(
            access: access, sender: nil, transport: transport, phoneBook: PhoneBook(), now: now, uptime: uptime)
    }

    /// The account as a channel opens it.
    func service(of channel: ChannelRecord, _ accountSID: String?, _ keys: LiveKeys) throws -> TwilioSMSService {
        guard let accountSID, let token = try ChannelSeal(channel, keys.ring).token(channel) else {
            throw JobDelay(after: nil, reason: "the channel has no credentials")
        }
        return try service(accountSID, secret: token)
    }

    /// The answer to a question, or that Twilio has none where patience runs out.
    func ask<Answer: Sendable>(_ question: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        let patience = deadline.map { max(.zero, $0 - uptime()) } ?? patience
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await question() }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let answer = first else {
                throw TwilioError.tryLater(after: nil, .noAnswer, detail: "no answer within \(patience)")
            }
            return answer
        }
    }
}
