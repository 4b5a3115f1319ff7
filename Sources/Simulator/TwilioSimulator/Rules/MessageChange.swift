/// What happens to one message behind everybody's back.
package enum MessageChange: Equatable, Sendable {
    /// A member that a resource can leave untold: it is null there, although the message has one.
    package enum Member: String, CaseIterable, Sendable { case body, from }

    case rewritten(Rewriting)
    /// Its text is gone for good, as by `POST Messages/{Sid}.json` with an empty body.
    case redacted
    /// These members are null until told; all others are told.
    case untold(Set<Member>)
    case deleted
    /// It exists and can neither be listed nor fetched.
    case hidden
    case surfaced
}

/// One thing that is made other than a client takes it for.
enum Bend: Sendable {
    case message(sid: String, MessageChange)
    case sending(SendBend)
    case paging(LostAnchor)
    case pool(number: String, isIn: Bool, service: String?)
    /// Without an offset the clock steps from where it is.
    case clock(offset: Duration?, step: Duration)
}

/// What becomes of the next messages that we send: how their text is shown, and from when on they can be seen.
package struct SendBend: Sendable {
    /// Only messages to this number; any when `nil`.
    package var to: String?
    package var count: Int
    package var rewriting: Rewriting?
    /// They are hidden for this long after their acceptance, by the account's own pace.
    package var hidden: Duration?

    package init(to: String? = nil, count: Int = 1, rewriting: Rewriting? = nil, hidden: Duration? = nil) {
        (self.to, self.count, self.rewriting, self.hidden) = (to, count, rewriting, hidden)
    }
}

/// What becomes of a page whose token names a message that is not there any more.
package enum LostAnchor: Equatable, Sendable {
    /// The list goes on where the message stood.
    case kept
    /// A page of this many rows, and no further one.
    case page(rows: Int)
    /// The token is refused.
    case refused
}
