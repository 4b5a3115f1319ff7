import LocalStore
import Messaging

/// A process that is about to be stopped leaves the engine to others: while it stands still, nothing would come for
/// anybody, and nothing leave.
extension SyncEngine {
    /// Lets go of the profile until `comeBack`, and returns whether others may have it. What is being read is given up;
    /// a text that is being handed over is waited for, `span` at most, and the profile kept where that takes longer:
    /// others would look for it too early.
    package func standAside(within span: Duration) async -> Bool {
        isAside = true
        flight?.giveUp()
        wake()
        let (end, alarm) = (uptime + span, surroundings.alarm)
        let timeout = Task {
            await alarm(span)
            landed()
        }
        while flight != nil, uptime < end { await withCheckedContinuation { landing.append($0) } }
        timeout.cancel()
        guard flight == nil else { return false }
        if lock.isHeld {
            news.startAfresh()
            lock.giveBack()
        }
        return true
    }

    /// Takes the profile again, if nobody else has it by now.
    package func comeBack() {
        isAside = false
        wake()
    }

    /// What was away is over, or has been waited for long enough.
    func landed() {
        landing.forEach { $0.resume() }
        landing = []
    }
}
