package import Messaging

/// Drafts that the store could not take: they stay here, are handed over again, and hold up quitting.
extension InboxState {
    /// How long the store is left alone before it is asked again.
    static let draftsAgainDelay = Duration.seconds(5)

    mutating func draftFailed(_ lead: LeadID, token: Int, _ notice: Notice) {
        let isKnown = !drafts.failures.isEmpty || alarms[.draftsAgain] != nil
        // A newer draft of this lead is on its way and has its own answer.
        guard drafts.failed(lead, token: token) else { return }
        alarms[.draftsAgain] = elapsed + Self.draftsAgainDelay
        // Said once: what the next tries say is no news.
        if !isKnown { say("The draft is not saved. \(notice.text)", .failure) }
    }

    /// Drafts that are not in the store as far as is known, and over what they were written.
    package var unwrittenDrafts: [(lead: LeadID, draft: Draft, known: Draft?)] { drafts.unwritten }

    /// Asks before quitting takes drafts along that are nowhere but here; false where there is none.
    mutating func asksAboutUnsavedDrafts() -> Bool {
        let count = drafts.unsaved
        guard count > 0 else { return false }
        let words = count == 1 ? "A draft could not be saved" : "\(count) drafts could not be saved"
        ask(
            Question(
                "\(words), and quitting loses \(count == 1 ? "it" : "them"). Staying gives time to make room.",
                answers: [
                    .init(key: "l", label: "lose and quit", consequence: .loseDrafts),
                    .init(key: "c", label: "stay", consequence: .nothing),
                ], safe: 1, hearsFrom: elapsed))
        saveDraftsAgain()
        return true
    }

    /// Hands over what has failed once more; what is typed meanwhile comes with the next.
    mutating func saveDraftsAgain() {
        alarms[.draftsAgain] = nil
        for lead in drafts.failures {
            let token = makeToken()
            guard let pending = drafts.again(lead, token: token) else { continue }
            emit(.write(.saveDraft(pending.draft, lead: lead, over: pending.known, token: token)))
        }
    }
}
