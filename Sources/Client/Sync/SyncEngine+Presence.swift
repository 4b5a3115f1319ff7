import LocalStore
import Messaging

/// A person at the keyboard of a process that is not the engine: the engine looks as often as for one at its own.
extension SyncEngine {
    /// Tells the engine by way of the store, a few times a minute and no more: every word there has all inboxes look.
    func passPresenceOn() {
        if let told = presenceToldAt, now - told < pace.activeFor * 0.25, told <= now { return }
        presenceToldAt = now
        do throws(SyncError) {
            try stored { try store.notePresence(at: now) }
        } catch {
            note(error, of: nil)
        }
    }

    /// Takes in what another process tells; true when a person came to a keyboard after a pause.
    func hearsOfPresence() -> Bool {
        do throws(SyncError) {
            // A clock that was set back makes nobody present for ever.
            guard let seen = try stored({ try store.lastPresence() }), seen <= now, seen > lastKey ?? seen - .seconds(1)
            else { return false }
            let wasActive = isActive
            lastKey = seen
            return isActive && !wasActive
        } catch {
            note(error, of: nil)
            return false
        }
    }
}
