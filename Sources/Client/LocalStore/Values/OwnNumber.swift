package import Messaging

/// A number that is read although the settings do not name it, with the reason.
package struct OwnNumber: Hashable, Sendable {
    package var number: PhoneNumber
    /// The messaging service whose pool had it when that was read last.
    package var service: String?
    /// Whether a text of ours left from it that a messaging service chose the sender of.
    package var hasSent: Bool

    package init(_ number: PhoneNumber, service: String? = nil, hasSent: Bool = false) {
        (self.number, self.service, self.hasSent) = (number, service, hasSent)
    }

    /// Whether a profile with this messaging service, or without one, reads the number.
    package func isRead(with service: String?) -> Bool { hasSent || self.service != nil && self.service == service }
}
