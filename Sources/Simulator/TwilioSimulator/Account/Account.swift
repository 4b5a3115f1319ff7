internal import Messaging

/// One simulated account: what it owns, its messages, and what is going to happen to them.
///
/// Everything goes through this actor, in the order of arrival. It never waits for the network: callbacks are handed
/// to the courier, and their answers come back as calls.
actor Account {
    nonisolated let sid: String
    /// The auth token that the account began with.
    nonisolated let firstToken: String
    nonisolated let keySID: String
    nonisolated let keySecret: String
    /// The first messaging service.
    nonisolated let serviceSID: String
    /// The account that this one belongs to, whose credentials open it as well.
    nonisolated let ownerSID: String?
    nonisolated let mint: SIDMint
    nonisolated let options: SimulatorOptions

    var store = MessageStore()
    var numbers: [OwnedNumber]
    var services: [MessagingService]
    /// What opens the account and signs its webhooks.
    var token: String
    /// What opens the account too, and signs nothing before it is promoted.
    var secondaryToken: String?
    var tokenCount = 0
    var verified: [String]
    var media: [Medium] = []
    var mediaOf: [MessageNumber: [Int]] = [:]
    var callbackURLs: [MessageNumber: String] = [:]
    /// Pairs of our number and a recipient who asked not to be written to.
    var blocked: Set<String> = []
    var people: [Person] = []
    var personOf: [String: Int] = [:]
    var scripts: [LeadScript] = []
    /// How messages under way will end, where that is not plain delivery.
    var destinies: [MessageNumber: Destiny] = [:]
    /// Outcomes ordered for the next messages to a number.
    var ordered: [String: [OrderedOutcome]] = [:]
    var alerts: [Alert] = []
    var books = Books()
    var faults = FaultBook()
    var heldCallback: WebhookDelivery?
    var sendBends: [SendBend] = []
    var lostAnchors = LostAnchor.kept
    var tickets: [String: ContentTicket] = [:]
    var random: SplitMix
    var agenda = Timetable()
    var underWay = 0
    /// The address under which this account is reached.
    var publicBase = ""

    private let courier: Courier
    private var handTime: Instant?
    /// How far the dates that the account shows are from the time by which things happen.
    private var clockOffset: Duration
    /// The moment of the event that is happening right now.
    private var eventTime: Instant?
    private var alarm: Task<Void, Never>?
    private var alarmDue: Instant?
    private var errands: [Int: Task<Void, Never>] = [:]
    private var errandCount = 0

    init(_ options: SimulatorOptions, ownerSID: String? = nil, courier: Courier) {
        let mint = SIDMint(seed: options.seed)
        self.options = options
        self.mint = mint
        self.courier = courier
        sid = options.accountSID ?? mint.sid("AC", .account, 1)
        firstToken = options.authToken ?? mint.sid("", .token, 1)
        token = firstToken
        self.ownerSID = ownerSID
        keySID = mint.sid("SK", .key, 1)
        keySecret = mint.sid("", .secret, 1)
        serviceSID = mint.sid("MG", .service, 1)
        numbers = options.numbers.map {
            OwnedNumber(
                phoneNumber: $0, friendlyName: $0, sendsMMS: $0.hasPrefix("+1"),
                service: options.service(of: $0))
        }
        services = (0..<options.serviceCount).map { index in
            MessagingService(friendlyName: index == 0 ? "Leads" : "Leads \(index + 1)")
        }
        verified = options.verifiedNumbers
        clockOffset = options.clockOffset
        random = SplitMix(seed: options.seed ^ 0xACC0)
        if case .byHand(let start) = options.clock { handTime = start }
    }

    /// The time that this account shows, in its dates and in the `Date` of its answers.
    var now: Instant { steadyNow + clockOffset }

    /// The time by which things happen here; no step of the clock moves it.
    private var steadyNow: Instant {
        if let known = eventTime ?? handTime { return known }
        if case .following(let clock) = options.clock { return clock() }
        return SimulatorClock.wallNow
    }

    /// `now` as resources show it.
    var second: UInt32 { UInt32(clamping: now.seconds) }

    /// Whether `username` and `password` open this account, by its token or its API key.
    func admits(_ username: String, _ password: String) -> Bool {
        (username == sid && (password == token || password == secondaryToken))
            || (username == keySID && password == keySecret)
    }

    func schedule(_ event: Timetable.Event, after span: Duration) {
        schedule(event, at: steadyNow + options.pace.scaled(span))
    }

    func schedule(_ event: Timetable.Event, at due: Instant) {
        agenda.add(event, at: due)
        setAlarm()
    }

    /// The time by which things happen when the account shows `shown`.
    func steady(_ shown: Instant) -> Instant { shown - clockOffset }

    /// Puts the account's clock apart from the machine's: by `offset` in all, or by a step from where it is.
    func setClock(offset: Duration) { clockOffset = offset }

    func stepClock(by step: Duration) { clockOffset += step }

    /// Lets happen what fell due by somebody else's clock.
    func catchUp() {
        if case .following = options.clock { performDue(until: steadyNow) }
    }

    /// Moves a clock set by hand and lets everything happen that falls due.
    func advance(by span: Duration) {
        guard let before = handTime else { return }
        let after = before + span
        performDue(until: after)
        handTime = after
    }

    /// Lets happen what is due at `end`, each event at its own moment.
    func performDue(until end: Instant) {
        while let (due, event) = agenda.take(dueAt: end) {
            if case .wall = options.clock { eventTime = nil } else { eventTime = due }
            perform(event)
        }
        eventTime = nil
    }

    /// Hands `delivery` to the courier; its answer comes back to `absorb`.
    func dispatch(_ delivery: WebhookDelivery) {
        errandCount += 1
        let errand = errandCount
        errands[errand] = Task { [courier] in
            let outcome = await courier.carry(delivery)
            absorb(outcome, of: delivery)
            errands[errand] = nil
        }
    }

    /// Ends everything that is under way.
    func shutDown() {
        alarm?.cancel()
        errands.values.forEach { $0.cancel() }
        errands = [:]
    }

    /// Waits until no callback is under way.
    func settle() async {
        while let errand = errands.values.first { await errand.value }
    }

    private func setAlarm() {
        guard case .wall = options.clock, let next = agenda.next, alarmDue.map({ next < $0 }) ?? true else { return }
        alarm?.cancel()
        alarmDue = next
        let span = max(.zero, next - steadyNow)
        alarm = Task {
            // Canceled means that an earlier alarm has taken this one's place.
            guard (try? await Task.sleep(for: span)) != nil else { return }
            ring()
        }
    }

    private func ring() {
        alarmDue = nil
        performDue(until: steadyNow)
        setAlarm()
    }
}
