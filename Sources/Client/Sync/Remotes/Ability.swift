/// What a profile can do on one kind of remote and not on the other, and why: the one list of it.
package enum Ability: CaseIterable, Sendable {
    /// Texts leave, and states and attachments are asked for.
    case send
    /// A person stops writing to a lead, until a person lifts that.
    case block
    /// What people decide about a lead is seen by their colleagues.
    case share

    package enum Place: CaseIterable, Sendable { case twilio, server }

    /// Where it can be done.
    package var places: Set<Place> {
        switch self {
        case .send, .block: [.twilio]
        case .share: [.server]
        }
    }

    /// Why it cannot be done elsewhere, in words for the screen.
    package var reason: String {
        switch self {
        case .send: "Through a server nothing can be sent from here yet. A profile on Twilio itself can."
        case .block: "Who must not be written to is decided on the server; from here that cannot be changed yet."
        case .share: "Twilio keeps no names and no states: what is decided here stays on this machine."
        }
    }
}
