import LocalStore
import Messaging

/// What happens when somebody sets the machine's clock: no wait becomes longer or shorter.
extension SyncEngine {
    /// Follows a clock that was set, with everything that waits for a moment of the old one.
    func followClock() {
        guard storePause.until.isOver(at: now), let step = keeper.step() else { return }
        do throws(SyncError) {
            if lock.isHeld {
                try stored { try store.moveMoments(by: step.span, setAfter: step.after, now: step.now) }
            }
        } catch {
            return note(error, of: nil)
        }
        surroundings.log("the machine's clock was set by \(step.span)")
        keeper.follow(step)
        move(by: step.span)
    }

    /// Moments that were written by a clock that has run backwards since, before this process began, are moved into its
    /// time.
    func anchorMoments() throws(SyncError) {
        guard !isAnchored else { return }
        let slip = try stored { try store.clockSlip(now: now) }
        if slip > .seconds(2) { try stored { try store.moveMoments(by: .zero - slip, setAfter: nil, now: now) } }
        isAnchored = true
    }

    private func move(by step: Duration) {
        weather.move(by: step)
        setbacks.move(by: step)
        storePause.move(by: step)
        news.moveMoments(by: step)
        if case .made(let moment) = look { look = .made(at: moment + step) }
        lastAnswer = lastAnswer.map { $0 + step }
        lastKey = lastKey.map { $0 + step }
        presenceToldAt = presenceToldAt.map { $0 + step }
        parked = parked.mapValues { $0 + step }
    }

    var uptime: Uptime { keeper.uptime }

    /// The moment of an end that is counted by the time that passes.
    func moment(of end: Uptime) -> Instant { now + (end - uptime) }
}
