internal import Messaging
internal import Secrets
internal import ServerStore

/// A channel as the gate knows it: which addresses it holds, and what signs for its account.
struct GateEntry: Sendable {
    var channel: ChannelID
    var accountSID: String
    var addresses: [String]
    /// `nil` where it cannot be opened here: then nobody can tell who signs.
    var token: SecretBytes?
    var previous: (token: SecretBytes, until: Instant)?

    /// The current token first.
    func secrets(at now: Instant) -> [SigningSecret] {
        var secrets = [token].compactMap(\.self).map { SigningSecret($0) }
        if let previous, now < previous.until { secrets.append(SigningSecret(previous.token)) }
        return secrets
    }
}

/// All numbers and secrets of the server, as a node keeps them in memory: the gate stands open while the database is away.
struct GateTable: Sendable {
    /// Where a request belongs.
    struct Route: Hashable, Sendable {
        var tenant: TenantID
        /// `nil` where no channel names the number.
        var channel: ChannelID?
    }

    /// What is to be thought of a request.
    enum Verdict: Hashable, Sendable {
        case believed(Route)
        case unknownAccount
        /// None of the secrets fits.
        case unsigned
        /// The secret that might fit lies sealed by a key that this node does not have.
        case unreadable
        /// Several tenants have the account, and the number is none of theirs yet.
        case nobodys

        /// Whether no channel that this node has not heard of yet could make it another's. A number that no channel names
        /// may be a new one's, of a tenant that has the same account.
        var isSettled: Bool {
            switch self {
            case .believed(let route): route.channel != nil
            case .unknownAccount, .unsigned, .unreadable, .nobodys: false
            }
        }

        var isBelieved: Bool {
            switch self {
            case .believed: true
            case .unknownAccount, .unsigned, .unreadable, .nobodys: false
            }
        }
    }

    private var entries: [TenantID: [GateEntry]] = [:]
    private var holders: [String: Route] = [:]
    private var tenants: [String: Set<TenantID>] = [:]

    /// Puts what a tenant has in the place of what it had.
    mutating func replace(_ tenant: TenantID, _ new: [GateEntry]) {
        for entry in entries[tenant] ?? [] {
            for address in entry.addresses where holders[address]?.tenant == tenant { holders[address] = nil }
            tenants[entry.accountSID]?.remove(tenant)
            if tenants[entry.accountSID]?.isEmpty == true { tenants[entry.accountSID] = nil }
        }
        entries[tenant] = new.isEmpty ? nil : new
        for entry in new {
            for address in entry.addresses { holders[address] = Route(tenant: tenant, channel: entry.channel) }
            tenants[entry.accountSID, default: []].insert(tenant)
        }
    }

    /// Whose a request is. A number's tenant alone can vouch for it: another tenant with the same account, or with an old
    /// token of it, cannot.
    func judge(_ reading: WebhookReading, _ signature: RequestSignature, at now: Instant) -> Verdict {
        let named = [reading.ourAddress, PeerAddress(carrier: reading.ourAddress).text, reading.serviceSID].lazy
            .compactMap { holders[$0] }.first { holds($0, reading.accountSID) }
        if let named {
            let isSigned = secrets(of: named.tenant, reading.accountSID, first: named.channel, at: now)
                .contains { signature.isMade(with: $0) }
            return isSigned ? .believed(named) : unsigned(reading, in: [named.tenant])
        }
        guard let candidates = tenants[reading.accountSID] else { return .unknownAccount }
        let signers = candidates.filter { tenant in
            secrets(of: tenant, reading.accountSID, first: nil, at: now).contains { signature.isMade(with: $0) }
        }
        guard let signer = signers.first else { return unsigned(reading, in: candidates) }
        return signers.count == 1 ? .believed(Route(tenant: signer, channel: nil)) : .nobodys
    }

    /// How many channels have a token that cannot be opened.
    var unreadable: Int { entries.values.reduce(0) { $0 + $1.count { $0.token == nil } } }

    /// What fits none of the secrets, where some may not be known.
    private func unsigned(_ reading: WebhookReading, in tenants: Set<TenantID>) -> Verdict {
        let isMissed = tenants.contains { tenant in
            entries[tenant]?.contains {
                $0.token == nil && (reading.accountSID.isEmpty || $0.accountSID == reading.accountSID)
            } ?? false
        }
        return isMissed ? .unreadable : .unsigned
    }

    /// Whether the account is one of those that are known here.
    func knows(_ accountSID: String) -> Bool { tenants[accountSID] != nil }

    /// Whether a route is the account's; where a request names none, its number decides.
    private func holds(_ route: Route, _ accountSID: String) -> Bool {
        accountSID.isEmpty
            || entries[route.tenant]?.contains { $0.channel == route.channel && $0.accountSID == accountSID } == true
    }

    /// What signs for an account in a tenant, the named channel's before others'.
    private func secrets(
        of tenant: TenantID, _ accountSID: String, first channel: ChannelID?, at now: Instant
    ) -> [SigningSecret] {
        let own = (entries[tenant] ?? []).filter {
            accountSID.isEmpty ? $0.channel == channel : $0.accountSID == accountSID
        }
        return (own.filter { $0.channel == channel } + own.filter { $0.channel != channel })
            .flatMap { $0.secrets(at: now) }
    }
}
