/// Something that the inbox does by itself when its time has come. Each is rare and ends; an idle inbox waits for none but
/// `engine`, which the engine's next word puts off. Those that are due at once ring in this order.
enum Alarm: Hashable, Sendable, CaseIterable {
    /// The continuations of a half-typed key are shown.
    case hint
    /// The draft in the composer is saved.
    case draft
    /// Drafts that the store could not take are handed to it again.
    case draftsAgain
    /// The meter takes up a text that has come to rest.
    case meter
    /// The selected lead was looked at long enough to count as read.
    case dwell
    /// The person has rested where attachments on the screen are not listed yet.
    case media
    /// The engine should have been heard by now.
    case engine
    /// Keys have waited long enough for the store.
    case typedAhead
    /// What the notice says is over.
    case notice
}

/// When each alarm rings, by the time that has passed.
struct Alarms: Hashable, Sendable {
    private var moments: [Alarm: Duration] = [:]

    subscript(alarm: Alarm) -> Duration? {
        get { moments[alarm] }
        set { moments[alarm] = newValue }
    }

    var next: Duration? { moments.values.min() }

    /// Takes an alarm out that is due.
    mutating func ring(_ alarm: Alarm, at elapsed: Duration) -> Bool {
        guard let moment = moments[alarm], moment <= elapsed else { return false }
        moments[alarm] = nil
        return true
    }
}
