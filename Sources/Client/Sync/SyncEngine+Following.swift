import LocalStore
import Messaging

extension SyncEngine {
    /// Asks once for the state of a message that is on its way, or for the price of one that arrived.
    func follow(_ watch: StatusWatch) async throws(SyncError) {
        do throws(SyncError) {
            let message = try await readState(of: watch.externalID)
            vainLooks[watch.id] = nil
            var seen = watch
            (seen.status, seen.isPriced) = (message.status, message.price != nil)
            seen.handedOverAt = max(watch.handedOverAt, message.sentAt ?? watch.handedOverAt)
            seen.changedAt = message.updatedAt ?? remoteNow
            guard seen.status.isFinal == watch.status.isFinal else { return try record([firstLook(at: seen)]) }
            let next = StatusPlan(pace: pace).next(
                status: seen.status, isPriced: seen.isPriced, handedOverAt: seen.handedOverAt, looks: watch.looks + 1,
                at: remoteNow)
            try record([StatusLook(watch.id, looks: watch.looks + 1, nextLookAt: next.map(ours))])
        } catch {
            switch error {
            case .gone:
                noteAnswer()
                try record([StatusLook(watch.id, looks: watch.looks, nextLookAt: nil)])
            case .ourFault, .rejected, .outOfOrder:
                // One message that cannot be read must not stop the others, and says nothing of the network.
                surroundings.log("message skipped: \(error.logLine)")
                try putOff(watch)
            case .unreachable, .busy:
                try putOff(watch)
                throw error
            case .outcomeUnknown, .credentials, .elsewhere, .store: throw error
            }
        }
    }

    private func putOff(_ watch: StatusWatch) throws(SyncError) {
        vainLooks[watch.id, default: 0] += 1
        let next = now + pace.setbackGap(after: vainLooks[watch.id, default: 1])
        try record([StatusLook(watch.id, looks: watch.looks, nextLookAt: next)])
    }

    /// Reads one message anew and stores what it says.
    func readState(of externalID: String) async throws(SyncError) -> RemoteMessage {
        let message = try await remote.message(externalID)
        noteAnswer()
        try commit(NewsBatch(.single, [message]))
        return message
    }

    private func record(_ looks: [StatusLook]) throws(SyncError) {
        try stored { try store.recordStatusLooks(looks, now: now) }
    }

    /// When a message that has just become known, or final, is asked for first.
    private func firstLook(at watch: StatusWatch) -> StatusLook {
        let first = StatusPlan(pace: pace).first(
            status: watch.status, isPriced: watch.isPriced, handedOverAt: watch.handedOverAt,
            changedAt: watch.changedAt, now: remoteNow)
        return StatusLook(watch.id, looks: first?.looks ?? 0, nextLookAt: (first?.at).map(ours))
    }

    /// A moment of the remote's clock by ours.
    func ours(_ moment: Instant) -> Instant { now + (moment - remoteNow) }

    func addStatus(to agenda: inout Agenda) {
        do throws(SyncError) {
            if let watch = try nextStatus() {
                agenda.add(.status(watch), from: max(.at(watch.nextLookAt), setbacks.due(.states)))
            }
            if let moment = try stored({ try store.nextStatusMoment() }) { agenda.wake(at: moment) }
        } catch {
            note(error, of: nil)
        }
    }

    /// The message whose state or price is to be asked for now.
    func nextStatus() throws(SyncError) -> StatusWatch? {
        while true {
            let due = try stored { try store.openStatuses(now: now, limit: 50) }
            // The store begins a watch with no moment of its own.
            let new = due.filter(\.isUnplanned)
            try record(new.map(firstLook))
            if let next = due.first(where: { !$0.isUnplanned }) { return next }
            if new.isEmpty { return nil }
        }
    }
}
