internal import Messaging
internal import Secrets
internal import ServerStore
internal import TwilioAPI

/// The claim of a channel to its number, its messaging service and the pool of that, once Twilio was seen to say that the
/// account owns them.
///
/// Addresses are claimed in the transaction that makes the channel active, all of them or none: nothing can come between
/// the two. Where another channel holds one, its account is asked again, outside of any transaction, and keeps what it
/// still owns; where it does not, it is named as the one to be replaced, and whoever was quicker wins.
struct AddressClaim: Sendable {
    let channels: Channels
    /// With the patience that is left of the question whose answer this writes down.
    let door: TwilioDoor
    let tenant: TenantID
    let channel: ChannelID
    let wanted: WantedAddresses
    let pool: [String]

    enum Outcome<Value: Sendable>: Sendable {
        case claimed(Value)
        /// Another channel has what this one needs and keeps it, with a sentence for people.
        case kept(String)
        /// The holder's account could not be asked.
        case unknown
    }

    private struct Taken: Error {
        let holder: SenderRoute
    }

    /// So many holders are asked; numbers of a pool that others hold beyond that stay where they are.
    private static let patience = 12

    private var needed: [String] { [wanted.phoneNumber.e164] + (wanted.messagingServiceSID.map { [$0] } ?? []) }

    /// Runs `body`, which may make the channel, and claims its addresses in the same transaction.
    func claim<Value: Sendable>(
        _ body: @escaping @Sendable (TenantTransaction) throws -> Value
    ) async throws -> Outcome<Value> {
        var replaced: [String: SenderRoute] = [:]
        var left: Set<String> = []
        for round in 0..<(Self.patience + needed.count * 2) {
            let pool = round < Self.patience ? pool.filter { !left.contains($0) } : []
            do {
                let addresses = Set(needed + pool).sorted()
                return .claimed(try await write(addresses, replaced, body))
            } catch let taken as Taken {
                let (holder, isNeeded) = (taken.holder, needed.contains(taken.holder.address))
                switch try await channels.verdict(on: holder, by: door) {
                case .gone: replaced[holder.address] = holder
                case .lost:
                    try await tell(holder)
                    replaced[holder.address] = holder
                case .keeps(let name) where isNeeded: return .kept(sentence(holder, name))
                case .unknown where isNeeded: return .unknown
                case .keeps, .unknown: left.insert(holder.address)
                }
            }
        }
        return .unknown
    }

    private func write<Value: Sendable>(
        _ addresses: [String], _ replaced: [String: SenderRoute],
        _ body: @escaping @Sendable (TenantTransaction) throws -> Value
    ) async throws -> Value {
        let all = Set(needed + pool)
        return try await channels.store.write(tenant) { [channel, wanted] t in
            let value = try body(t)
            // In one order everywhere, so that claims do not wait for each other in a circle.
            for address in addresses {
                let outcome = try t.senders.claim(
                    address, of: wanted.accountSID, for: channel, replacing: replaced[address])
                if case .taken(let holder) = outcome { throw Taken(holder: holder) }
            }
            for route in try t.senders.held(by: channel) where !all.contains(route.address) {
                try t.senders.release(route.address, of: channel)
            }
            try t.jobs.put(ListPoller.kind, about: channel.value, at: t.now + ListPoller.often)
            return value
        }
    }

    /// Has the holder looked after. This is written down before the address changes hands, so that the holder's people are
    /// told even if we end in between.
    private func tell(_ holder: SenderRoute) async throws {
        try await channels.store.write(holder.tenant) { t in
            try t.jobs.put(Channels.checkKind, about: holder.channel.value, at: t.now + .seconds(5))
        }
    }

    private func sentence(_ holder: SenderRoute, _ name: String) -> String {
        // What a channel of another tenant is called is nobody's business here.
        holder.tenant == tenant
            ? "Another channel of yours has it: \(name)." : "It is active elsewhere on this server."
    }
}

/// What becomes of an address that a channel holds and another one shows to be its own.
enum HolderVerdict: Hashable, Sendable {
    /// The account of the holder still owns it.
    case keeps(name: String)
    /// It does not, or cannot show that it does.
    case lost
    /// The channel is deleted: it receives for as long as nobody else shows that the address is theirs.
    case gone
    /// Its account could not be asked.
    case unknown
}

extension Channels {
    /// Asks the account of the holder again.
    func verdict(on holder: SenderRoute, by door: TwilioDoor) async throws -> HolderVerdict {
        let record = try await store.read(holder.tenant) { try $0.channels.find(holder.channel) }
        guard let record, record.deletedAt == nil else { return .gone }
        let token: SecretBytes?
        do {
            token = try self.token(of: record)
        } catch {
            return .unknown
        }
        guard let token, let account = record.credentials.accountSid else { return .lost }
        switch await door.proof(of: holder.address, in: account, token: token) {
        case .owned: return .keeps(name: record.name)
        case .unreachable: return .unknown
        case .notOwned, .refused: return .lost
        }
    }
}
