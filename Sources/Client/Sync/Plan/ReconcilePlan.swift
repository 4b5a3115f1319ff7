package import LocalStore
package import Messaging

/// What to do about a message whose request left and whose answer never came.
///
/// It is looked for in the remote's list at fixed times after the attempt. Only a look that was made after the last of
/// these times, and that read the list back beyond the attempt, may say that the message did not leave. A look that
/// failed says nothing.
package struct ReconcilePlan: Hashable, Sendable {
    /// What one look led to.
    package enum Verdict: Hashable, Sendable {
        /// Not there yet; look again.
        case again(at: Instant)
        /// Not known to have been sent. A person decides.
        case absent
    }

    package let pace: SyncPace

    package init(pace: SyncPace) { self.pace = pace }

    /// When to look first for a message that was attempted at `attempt`.
    package func first(attempt: Instant, now: Instant) -> Instant {
        next(attempt: attempt, now: now) ?? now
    }

    /// What follows from a look at `now` that read far enough back and did not find the message. `attempt` is its date
    /// by the remote's clock, in our time.
    ///
    /// A date alone never hurries the end: the looks that were made and planned tell by our own clock how long ago the
    /// attempt was at least. A date in the future tells nothing.
    package func verdict(_ entry: OutboxEntry, attempt: Instant, now: Instant) -> Verdict {
        let dated = attempt > now ? nil : attempt
        let latest = [dated, begun(entry)].compactMap(\.self).max()
        return next(attempt: latest ?? now, now: now).map(Verdict.again(at:)) ?? .absent
    }

    /// When the attempt was made at the latest, by our own clock; `nil` where no look was planned yet.
    private func begun(_ entry: OutboxEntry) -> Instant? {
        guard let due = entry.nextLookAt, !pace.reconcileAfter.isEmpty else { return nil }
        return due - pace.reconcileAfter[min(entry.looks, pace.reconcileAfter.count - 1)]
    }

    /// The first planned look after `now`; one that a wrong clock puts far ahead comes after the longest wait instead.
    private func next(attempt: Instant, now: Instant) -> Instant? {
        guard let last = pace.reconcileAfter.last else { return nil }
        return pace.reconcileAfter.map { attempt + $0 }.first { $0 > now }.map { min($0, now + last) }
    }
}
