package import Messaging
internal import Secrets
package import ServerStore

/// The channels of all tenants: made, shown, changed and taken away, each in one transaction with its line in the audit.
///
/// A channel is active only after Twilio was seen to say that its account owns the number. Twilio is asked before a
/// transaction begins and never within one; what it said and the claim to the number are written down together.
package struct Channels: Sendable {
    /// What the caller adds to the transaction of an effect, such as the answer to an idempotency key.
    package typealias Recording = @Sendable (TenantTransaction, ShownChannel) throws -> Void

    let store: TenantStore
    let keys: LiveKeys
    let door: TwilioDoor
    /// Where Twilio reaches this server, such as `https://crm.example`; webhooks are pointed at the first.
    let publicBases: [String]

    package init(store: TenantStore, keys: LiveKeys, twilio: TwilioDoor, publicBases: [String]) {
        (self.store, self.keys, door) = (store, keys, twilio)
        self.publicBases = publicBases.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// Makes a channel. One that is to be active is active at once where Twilio says that the account owns the number,
    /// is not made where it says otherwise, and waits where Twilio cannot be asked.
    package func create(
        _ order: NewChannelOrder, in tenant: TenantID, by actor: AuditActor,
        recording: @escaping Recording = { _, _ in }
    ) async throws -> ShownChannel {
        let id: ChannelID = store.surroundings.newID(at: store.surroundings.now())
        let make: @Sendable (TenantTransaction, [ChannelChange]) throws -> ShownChannel = { [keys] t, changes in
            // The ring of this moment: a rotation of keys waits for nobody who sealed long ago.
            let ring = keys.ring
            let new = order.channel(ChannelSeal(id, of: tenant, ring).sealed(order.credentials))
            let made = try t.channels.create(new, id: id)
            let record = changes.isEmpty ? made : try t.channels.change(id, changes) ?? made
            return try Self.record("channel.created", record, ring, actor, t, recording)
        }
        guard order.isActive else { return try await store.write(tenant) { try make($0, []) } }
        let wanted = WantedAddresses(
            accountSID: order.credentials.accountSID, phoneNumber: order.credentials.phoneNumber,
            messagingServiceSID: order.credentials.messagingServiceSID)
        return try await prove(wanted, order.credentials.authToken, id, tenant, make)
    }

    /// The channels in the order in which they were made, without deleted ones.
    package func list(in tenant: TenantID, after: ChannelID? = nil, limit: Int) async throws -> [ShownChannel] {
        let ring = keys.ring
        return try await store.read(tenant) { try $0.channels.list(after: after, limit: limit) }
            .map { ShownChannel($0, ring) }
    }

    /// A row as people may see it.
    package func show(_ record: ChannelRecord) -> ShownChannel { ShownChannel(record, keys.ring) }

    package func find(_ id: ChannelID, in tenant: TenantID) async throws -> ShownChannel {
        ShownChannel(try await record(id, in: tenant), keys.ring)
    }

    /// Changes a channel; one that is to be active then is asked about as a new one is.
    package func change(
        _ id: ChannelID, _ settings: [ChannelSetting], ifVersion version: Int? = nil, in tenant: TenantID,
        by actor: AuditActor, recording: @escaping Recording = { _, _ in }
    ) async throws -> ShownChannel {
        let found = try await record(id, in: tenant)
        guard version ?? found.version == found.version else { throw ChannelError.stale }
        let changes = settings.flatMap { $0.changes(of: found) }
        let write = writing("channel.changed", found, changes, actor, recording)
        guard settings.contains(.isActive(true)), found.status == .inactive else {
            return try await store.write(tenant) { try write($0, []) }
        }
        return try await prove(found, write)
    }

    /// Takes a channel away from people. It goes on receiving until its number is another's.
    package func delete(
        _ id: ChannelID, ifVersion version: Int? = nil, in tenant: TenantID, by actor: AuditActor
    ) async throws {
        let found = try await record(id, in: tenant)
        guard version ?? found.version == found.version else { throw ChannelError.stale }
        let write = writing("channel.deleted", found, [.deleted, .status(.inactive)], actor) { _, _ in }
        _ = try await store.write(tenant) { try write($0, []) }
    }

    /// A channel that people see.
    func record(_ id: ChannelID, in tenant: TenantID) async throws -> ChannelRecord {
        guard let record = try await store.read(tenant, { try $0.channels.find(id) }), record.deletedAt == nil else {
            throw ChannelError.notFound
        }
        return record
    }

    /// The transaction that changes a channel as it was found, and not one that somebody else has changed meanwhile.
    func writing(
        _ action: String, _ found: ChannelRecord, _ changes: [ChannelChange], _ actor: AuditActor,
        _ recording: @escaping Recording
    ) -> @Sendable (TenantTransaction, [ChannelChange]) throws -> ShownChannel {
        { [keys] t, more in
            guard let record = try t.channels.change(found.id, changes + more, ifVersion: found.version) else {
                throw ChannelError.stale
            }
            return try Self.record(action, record, keys.ring, actor, t, recording)
        }
    }

    private static func record(
        _ action: String, _ record: ChannelRecord, _ ring: KeyRing, _ actor: AuditActor, _ t: TenantTransaction,
        _ recording: Recording
    ) throws -> ShownChannel {
        var detail = JSONLine()
        detail.set("status", record.status.rawValue)
        detail.set("proof", record.proof.rawValue)
        try t.audit.append(
            action, by: actor, subjectKind: "channel", subject: record.id.value, detail: detail.text)
        let shown = ShownChannel(record, ring)
        try recording(t, shown)
        return shown
    }
}
