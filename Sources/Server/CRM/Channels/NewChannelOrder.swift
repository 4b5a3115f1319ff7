package import Messaging
internal import ServerStore

/// What somebody wants a new channel to be.
package struct NewChannelOrder: Sendable {
    package var user: UserID
    package var name: String
    package var isActive: Bool
    package var credentials: PlainCredentials
    package var settings: ChannelSettings

    package init(
        user: UserID, name: String, isActive: Bool, credentials: PlainCredentials,
        settings: ChannelSettings = ChannelSettings()
    ) {
        (self.user, self.name, self.isActive) = (user, name, isActive)
        (self.credentials, self.settings) = (credentials, settings)
    }

    /// The row that it begins with.
    func channel(_ sealed: ChannelCredentials) -> NewChannel {
        var channel = NewChannel(user: user, name: name, credentials: sealed)
        channel.messagingServiceSID = credentials.messagingServiceSID
        (channel.mps, channel.timezone) = (settings.mps, settings.timezone)
        (channel.quietHours, channel.assistant) = (settings.quietHours, settings.assistant)
        return channel
    }
}

/// What of a channel a person changes.
package enum ChannelSetting: Hashable, Sendable {
    case name(String)
    case isActive(Bool)
    case mps(Int?)
    case timezone(String?)
    case quietHours(String?)

    /// What is to be written. That a channel becomes active is written with the proof, not here.
    func changes(of found: ChannelRecord) -> [ChannelChange] {
        switch self {
        case .name(let name): [.name(name)]
        case .isActive(true): []
        // Who does not want it active any more does not want to hear of the number either.
        case .isActive(false): [.status(.inactive)] + (found.proof == .pending ? [.proof(.unchecked)] : [])
        case .mps(let mps): [.mps(mps)]
        case .timezone(let zone): [.timezone(zone)]
        case .quietHours(let hours): [.quietHours(hours)]
        }
    }
}
