import LocalStore
import Messaging
import Sync

/// What becomes of a message that is in the outbox when its handing over came to nothing, or somebody wants it to end.
///
/// Whoever is told that nothing is kept may send it again, and whoever is told that it stays must not. So each is said
/// only where it is known.
struct SendEnding {
    let id: MessageID
    let store: InboxStore
    var remote = RemoteName.twilio

    /// The message as it stands after `error`. What will pass leaves it in the outbox. What will not takes it out again:
    /// whoever mends that and sends once more must not send it twice.
    func after(_ error: any Error) throws(Complaint) -> MessageRow {
        let complaint = Complaint(describing: error, of: remote)
        let row = try row(complaint)
        let failure = error as? SyncError
        if let failure, case .store = failure, row.sendState == .sending { throw Self.unwritten(complaint.sentence) }
        if failure?.isTransient ?? false { return row }
        return try takeBack(complaint)
    }

    /// The message as it stands when it was to end before it had left. What nothing was tried with is taken back.
    func afterStop() throws(Complaint) -> MessageRow {
        try takeBack(Complaint(.failure, "Stopped."))
    }

    /// Takes the message out of the outbox and throws why; where it has left meanwhile, this is how it stands.
    private func takeBack(_ reason: Complaint) throws(Complaint) -> MessageRow {
        let isTaken: Bool
        do throws(StoreError) {
            isTaken = try store.discard(id, now: WallClock.now())
        } catch {
            // Of one that was tried nobody knows more: the answer may be there, and wait for the same database.
            if try row(reason).sendState == .sending { throw Self.unwritten("\(error)") }
            throw Self.kept(reason, "It could not be taken back (\(error)), so it stays in the outbox.")
        }
        guard isTaken else { return try row(reason) }
        var complaint = reason
        // Nothing waits that could be tried later.
        if complaint.status == .tryLater { complaint.status = .failure }
        complaint.advice.append("The message did not leave and is not in the outbox any more.")
        throw complaint
    }

    private func row(_ reason: Complaint) throws(Complaint) -> MessageRow {
        do throws(StoreError) {
            if let row = try store.message(id) { return row }
        } catch {
            throw Self.kept(reason, "It is in the outbox; how it stands there cannot be read (\(error)).")
        }
        throw Complaint(.failure, "The message is no longer in the mirror.")
    }

    private static func unwritten(_ why: String) -> Complaint {
        Complaint(
            .outcomeUnknown, "The request may have left, and what came of it could not be written down.",
            advice: why, "Do not send it again: the next `leadline sync` finds out.")
    }

    private static func kept(_ reason: Complaint, _ sentence: String) -> Complaint {
        Complaint(.tryLater, reason.sentence, advice: sentence, SendVerdict.doNotRepeat)
    }
}
