/// What a profile can do on one kind of remote and not on the other, and why: the one list of it.
package enum Ability: CaseIterable, Sendable {
    /// Pictures and documents leave with a text, and what came with one is fetched.
    case attach
    /// A person stops writing to a lead, until a person lifts that.
    case block
    /// What people decide about a lead is seen by their colleagues.
    case share

    package enum Place: CaseIterable, Sendable { case twilio, server }

    /// Where it can be done.
    package var places: Set<Place> {
        switch self {
        case .attach, .block: [.twilio]
        case .share: [.server]
        }
    }

    /// Why it cannot be done elsewhere, in words for the screen.
    package var reason: String {
        switch self {
        case .attach: "Through a server texts leave without attachments yet. A profile on Twilio itself sends them."
        case .block: "Who must not be written to is decided on the server; from here that cannot be changed yet."
        case .share: "Twilio keeps no names and no states: what is decided here stays on this machine."
        }
    }
}
