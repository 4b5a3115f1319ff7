/// What the table is filtered by, as bits of one column.
struct LeadFlags: OptionSet, Hashable {
    let rawValue: Int64
    static let unread = LeadFlags(rawValue: 1)
    static let waiting = LeadFlags(rawValue: 2)
    static let failed = LeadFlags(rawValue: 4)
    static let draft = LeadFlags(rawValue: 8)
    /// Not to be written to: `stopped`, `blocked` or both.
    static let optedOut = LeadFlags(rawValue: 16)
    static let held = LeadFlags(rawValue: 32)
    static let unknown = LeadFlags(rawValue: 64)
    static let snoozed = LeadFlags(rawValue: 128)
    static let closed = LeadFlags(rawValue: 256)
    /// The address is none that a reply can be sent to.
    static let unanswerable = LeadFlags(rawValue: 512)
    /// The lead itself said STOP, or Twilio refused a message for that reason. Only the lead's START takes it away.
    static let stopped = LeadFlags(rawValue: 1024)
    /// A person on our side stopped writing to the lead. Only a person takes it away.
    static let blocked = LeadFlags(rawValue: 2048)
    /// What few leads have at a time, and people look for most: these leads have an index of their own.
    static let urgent: LeadFlags = [.unread, .failed, .draft, .held, .unknown]
    /// Set by the address, by keywords and by what people and the outbox do; the others follow from these and from the
    /// messages.
    static let independent: LeadFlags = [
        .draft, .stopped, .blocked, .held, .unknown, .snoozed, .closed, .unanswerable,
    ]
}
