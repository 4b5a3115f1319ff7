import Messaging

/// Drafts that the store could not take: they stay here, are handed over again, and hold up quitting.
extension InboxState {
    /// How long the store is left alone before it is asked again.
    static let draftsAgainDelay = Duration.seconds(5)

    mutating func draftFailed(_ lead: LeadID, token: Int, _ notice: Notice) {
        // A newer draft of this lead is on its way and has its own answer.
        guard pendingDrafts[lead]?.token == token else { return }
        let isKnown = pendingDrafts.values.contains(where: \.hasFailed) || alarms.draftsAgain != nil
        pendingDrafts[lead]?.hasFailed = true
        alarms.draftsAgain = now + Self.draftsAgainDelay
        // Said once: what the next tries say is no news.
        if !isKnown { say("The draft is not saved. \(notice.text)", .failure) }
    }

    /// Asks before quitting takes drafts along that are nowhere but here; false where there is none.
    mutating func asksAboutUnsavedDrafts() -> Bool {
        let count = pendingDrafts.values.count { $0.hasFailed && !$0.draft.isEmpty }
        guard count > 0 else { return false }
        let drafts = count == 1 ? "A draft could not be saved" : "\(count) drafts could not be saved"
        ask(
            Question(
                "\(drafts), and quitting loses \(count == 1 ? "it" : "them"). Staying gives time to make room.",
                answers: [
                    .init(key: "l", label: "lose and quit", consequence: .loseDrafts),
                    .init(key: "c", label: "stay", consequence: .nothing),
                ], safe: 1, hearsFrom: now))
        saveDraftsAgain()
        return true
    }

    /// Hands over what has failed once more; what is typed meanwhile comes with the next.
    mutating func saveDraftsAgain() {
        alarms.draftsAgain = nil
        for (lead, pending) in pendingDrafts where pending.hasFailed {
            let token = makeToken()
            pendingDrafts[lead]?.token = token
            emit(.write(.saveDraft(pending.draft, lead: lead, over: pending.known, token: token)))
        }
    }
}
