package import Messaging

/// Whether one of our senders must not write to an address, by all that is known of it.
package struct OptOut: Hashable, Sendable {
    /// Who can lift it: the lead by its START, or a person on our side.
    package enum Origin: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case lead, person
    }

    package let tenant: TenantID
    package let id: OptOutID
    /// Our number, or the messaging service that the provider blocks as a whole.
    package let sender: String
    package let addressHash: [UInt8]
    /// The address, until it is erased: the hash goes on blocking.
    package let address: String?
    package let origin: Origin
    package let openedAt: Instant?
    package let closedAt: Instant?
    package let isOpen: Bool
    package let createdAt: Instant
    package let version: Int
}

extension OptOut: SQLRecord {
    static let columns = """
        tenant_id, id, sender, address_hash, address, origin, opened_at, closed_at, is_open, created_at, version
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        sender = try row.next()
        addressHash = try row.next()
        address = try row.next()
        origin = try row.next()
        openedAt = try row.next()
        closedAt = try row.next()
        isOpen = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

/// Whom an opt-out is about.
package struct OptOutSubject: Hashable, Sendable {
    package var sender: String
    package var addressHash: [UInt8]
    package var address: String
    package var origin: OptOut.Origin

    package init(sender: String, addressHash: [UInt8], address: String, origin: OptOut.Origin = .lead) {
        (self.sender, self.addressHash, self.address, self.origin) = (sender, addressHash, address, origin)
    }
}

/// Why an opt-out is open or not: something that was said, refused or decided.
package struct OptOutEvidence: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case opens, closes
    }

    package enum Source: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case keyword
        /// The provider's own reading of the text, `OptOutType`.
        case optOutType = "opt_out_type"
        /// The provider refused to send: 21610.
        case refusal
        case person, imported
    }

    package var kind: Kind
    package var source: Source
    /// What it is: the SID of a message, or an id of our own.
    package var reference: String
    package var at: Instant
    /// Whether `at` is the provider's time. One that bears only the time at which it came opens, and never closes.
    package var isDated: Bool
    package var user: UserID?

    package init(
        _ kind: Kind, by source: Source, reference: String, at: Instant, isDated: Bool, user: UserID? = nil
    ) {
        (self.kind, self.source, self.reference, self.at) = (kind, source, reference, at)
        (self.isDated, self.user) = (isDated, user)
    }
}

extension OptOutEvidence: SQLRecord {
    static let columns = "kind, source, reference, at, is_dated, user_id"

    init(_ row: inout SQLRow) throws {
        kind = try row.next()
        source = try row.next()
        reference = try row.next()
        at = try row.next()
        isDated = try row.next()
        user = try row.next()
    }
}
