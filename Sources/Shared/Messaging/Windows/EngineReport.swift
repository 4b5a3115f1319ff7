/// What the sync engine is doing, in moments and counts; a new one comes only when something changed.
package struct EngineReport: Hashable, Sendable {
    package enum Phase: Hashable, Sendable {
        case starting
        /// All is well; the head of the lists is read again at `nextLook`.
        case live(nextLook: Instant)
        /// The network or the remote fails; nothing is lost.
        case offline(Trouble, since: Instant, nextTry: Instant)
        /// The remote refuses us until a person acts.
        case refused(reason: String)
        /// Another process holds this profile's engine.
        case elsewhere
        /// Another process holds this profile's engine and was stopped (Ctrl-Z): nothing comes or leaves.
        case stopped(process: Int32)
    }

    /// In what way the line fails.
    package enum Trouble: Hashable, Sendable {
        case unreachable
        /// The remote asks to be left alone.
        case busy
        /// What the remote, or something on the way, answers makes no sense.
        case outOfOrder
    }

    package enum History: Hashable, Sendable {
        case unknown
        /// Everything from `back` to now is here; older pages are being fetched.
        case running(back: Instant, messages: Int)
        case complete(messages: Int)
    }

    package var phase: Phase
    package var history: History
    /// Whether what arrives now is old news: no bell, no read marks.
    package var isCatchingUp: Bool
    /// The numbers of ours that cannot be read while the line is open.
    package var silence: SilentNumbers?

    package init(phase: Phase = .starting, history: History = .unknown, isCatchingUp: Bool = false) {
        (self.phase, self.history, self.isCatchingUp) = (phase, history, isCatchingUp)
    }
}

/// Numbers of ours whose messages could not be read for a while, though all else could.
package struct SilentNumbers: Hashable, Sendable {
    /// The one that has been so for the longest time.
    package var number: PhoneNumber
    /// How many there are besides.
    package var others: Int
    package var since: Instant

    package init(number: PhoneNumber, others: Int = 0, since: Instant) {
        (self.number, self.others, self.since) = (number, others, since)
    }
}

/// Something that the sync engine should look after sooner than it would by itself.
package enum EngineNudge: Hashable, Sendable {
    /// The outbox changed.
    case outbox
    /// The head of every list.
    case head
    /// The head of one lead's conversation, because a reply to it is being held.
    case conversation(LeadID)
    /// A person is at the keyboard.
    case keysPressed
    /// The store was written to, here or by another process, and may hold something to do.
    case stored
}
