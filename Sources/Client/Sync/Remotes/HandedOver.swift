package import LocalStore

/// What became of a text that was handed over, where it was answered.
package enum HandedOver: Sendable {
    /// The remote has taken it, and this is the message that it made of it.
    case taken(RemoteMessage)
    /// A server has taken it, now or before, and looks after it from now on.
    case served(ServedMessage)
    /// A server has kept it back, since others have said what its writer has not seen: that comes with it.
    case overtaken(by: ServedBatch)
}
