/// Something that was asked of the world and is not answered yet.
struct Asked<What: Sendable>: Sendable {
    /// What was asked, as far as the answer needs it.
    let what: What
    /// What the answer carries.
    let token: Int
    /// When it was asked, by the time that has passed.
    let since: Duration
}

extension InboxState {
    /// Notes that something is asked now.
    mutating func asking<What>(_ what: What) -> Asked<What> { Asked(what: what, token: makeToken(), since: elapsed) }

    /// Whether an answer is on its way. One that has not come after two seconds will not come, and is asked for anew.
    func isAwaited<What>(_ asked: Asked<What>?) -> Bool { asked.map { elapsed - $0.since < .seconds(2) } ?? false }
}
