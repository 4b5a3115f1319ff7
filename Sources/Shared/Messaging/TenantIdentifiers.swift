/// Names one row of one kind on the server, for good and on every node; ids of different kinds never mix.
package protocol EntityID: Hashable, Comparable, Sendable, LosslessStringConvertible {
    var value: UniqueID { get }
    init(_ value: UniqueID)
}

extension EntityID {
    package var description: String { value.description }

    package static func < (one: Self, other: Self) -> Bool { one.value < other.value }

    /// Reads the usual form of a UUID; anything else is no id.
    package init?(_ text: String) {
        guard let value = UniqueID(text) else { return nil }
        self.init(value)
    }
}

/// A server: one database with all nodes that serve it.
package struct ServerID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// The time between two restores of a server's database: places in its feed are good for one epoch.
package struct ServerEpoch: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// Who shares one inbox: a company, or a person alone. Nothing of one is ever seen by another.
package struct TenantID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// A person, or a program that acts for one, in exactly one tenant.
package struct UserID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// What a user signs in with from one device.
package struct TokenID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// A tenant's way to send and receive: a Twilio account with a number, or with a service.
package struct ChannelID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// A line of the tenant's audit.
package struct AuditID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// Work that waits for its time.
package struct JobID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// One running server process.
package struct NodeID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// A lead as the tenant's rows name it, on whatever client it is shown.
package struct TenantLeadID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// All that one lead and one of our numbers have said to each other, as the tenant's rows name it.
package struct TenantConversationID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// One SMS or MMS, as the tenant's rows name it; of one that we send, it is the intent that its callbacks carry.
package struct TenantMessageID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// One picture, film or document of a message, as the tenant's rows name it.
package struct TenantMediaID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// That one of our senders must not write to somebody.
package struct OptOutID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// A request of Twilio's as it came.
package struct WebhookEventID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}

/// One report of how far a message has come.
package struct MessageEventID: EntityID {
    package let value: UniqueID
    package init(_ value: UniqueID) { self.value = value }
}
