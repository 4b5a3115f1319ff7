package import Messaging

extension InboxStore {
    /// Whether `tidy` may find something to do. It costs nothing to ask.
    package func mayBeUntidy(isHistoryWhole: Bool) -> Bool {
        memory.mayHaveTwins || isHistoryWhole && memory.mayHaveHistory
    }

    /// Does a small part of what is to be put in order here, in a short transaction. Whoever is interrupted goes on from
    /// there, in another process as well.
    package func tidy(isHistoryWhole: Bool, now: Instant) throws(StoreError) {
        if memory.mayHaveTwins {
            if try !joinTwins(now: now) { memory.noteNoTwins() }
        } else if isHistoryWhole, memory.mayHaveHistory {
            if try !listNames(now: now) { memory.noteHistoryEnded() }
        }
    }
}
