package import Messaging

/// Something the reducer wants done in the world: the only way out of Inbox.
///
/// An effect names what is wanted, never how. Whoever carries it out answers with `News`; what carries a token is
/// answered with the same token, and an answer that something newer has overtaken is dropped here. Each group is
/// carried out by one switch without a default.
package enum Effect: Hashable, Sendable {
    case read(Read)
    case write(Write)
    case outside(Outside)
    case terminal(Terminal)

    /// What is only looked up in the mirror. Answers: `.leads`, `.conversation`, `.counts`, `.found`, `.jumped`,
    /// `.nextLead`.
    package enum Read: Hashable, Sendable {
        case loadLeads(LeadQuery, token: Int)
        case loadConversation(ConversationQuery, token: Int)
        /// Windows that may be asked for by the next key, to be read once the frame is on the screen. Nothing answers.
        case readAhead([ConversationQuery])
        case loadCounts
        /// Messages that contain the text, newest first.
        case search(String, token: Int)
        /// Leads whose name or number resembles the text, the best first.
        case jump(String, token: Int)
        /// Of those who pass the filter and need this attention, the lead after `after` in their order, or before it
        /// when `isBackwards`. A lead that is being answered at this moment counts by `since`, when it began to wait.
        case findNext(Attention, LeadFilter, after: LeadID?, since: Instant?, isBackwards: Bool, token: Int)
    }

    /// What changes the mirror.
    package enum Write: Hashable, Sendable {
        // Drafts and the outbox.
        /// To be committed durably; answered by `.draftSaved` or `.draftFailed` with the same token.
        /// `over` is what the draft was before as far as is known here: what another inbox has put there since is
        /// kept, and answered by `.draftMerged`.
        case saveDraft(Draft, lead: LeadID, over: Draft?, token: Int)
        /// Puts the text of a reply that was discarded before whatever the lead's draft is now; answered by
        /// `.tookBack`.
        case returnDraft(Draft, lead: LeadID, of: MessageID)
        /// To be committed as held until `heldFor` from now, clearing the draft in the same transaction.
        /// Answered by `.queued` or `.queueFailed` with the same token. What the store cannot take for now is tried again
        /// until it can, and told of by `.queueDelayed` meanwhile.
        case queue(OutgoingIntent, heldFor: Duration, token: Int)
        /// Give up writing down what was to be queued with this token; answered by `.withdrawn`, or not at all where
        /// another answer was quicker.
        case withdraw(token: Int)
        /// Answered by `.tookBack`.
        case takeBack(MessageID)
        /// Take back and drop the text; answered by `.discarded` with the same token.
        case discard(MessageID, token: Int)
        /// Send what is held without waiting any longer.
        case release(MessageID)
        /// Keep it held until a person decides.
        case holdForPerson(MessageID)
        /// Hold what waits for a person for so long from now, as if it had just been written. `seenUpTo` is the newest
        /// message that the person has seen when deciding; a decision about this very text lets it pass what waits for
        /// one. Answered by `.heldAgain`.
        case holdAgain(MessageID, for: Duration, seenUpTo: MessageID?, passes: Bool)
        /// Queue what is absent or was rejected once more, as it is, for the undo window. Answered as `queue` is.
        case resend(MessageID, heldFor: Duration, token: Int)

        /// A person has compared: the remote's row is this text, whose answer was lost.
        case acceptCandidate(String, as: MessageID)
        /// A person has compared: this text did not arrive. Queued once more; answered as `queue` is.
        case sendAgain(MessageID, heldFor: Duration, token: Int)

        // Triage.
        /// Answered by `.changed` or `.changeFailed` with the same token; not at all where there is none.
        case change(LeadChange, of: LeadID, token: Int?)
        /// A conversation was left without a word in it: take the lead away, if there is nothing else of it either.
        case forgetEmptyLead(LeadID)
        /// Make or find the lead with this number, written in any usual form. Answered by `.conversationStarted` or
        /// `.numberRefused`.
        case startConversation(number: String, token: Int)
    }

    /// What concerns the engine, attachments and other programs.
    package enum Outside: Hashable, Sendable {
        case nudge(EngineNudge)
        /// Nobody knows yet what a text to this lead's country costs: have the remote's list asked.
        case wantListPrice(LeadID)
        case openLink(String)
        /// Have the list of a message's attachments fetched.
        case listMedia(MessageID)
        case openMedia(MediaID)
        case saveMedia(MediaID)
        /// Have the list of what is attached fetched, and save the first of it.
        case fetchAndSaveMedia(MessageID)
    }

    /// What only whoever holds the terminal can do.
    package enum Terminal: Hashable, Sendable {
        /// Open the text in the person's editor; answered by `.edited`.
        case openEditor(text: String, lead: LeadID)
        case copy(String, what: String)
        /// `isPreview` while a person still chooses; nothing is to be remembered then.
        case setTheme(String, isPreview: Bool)
        case bell
        case redraw
        case suspend
        /// End the program. Everything that must not be lost has been handed over by effects before this one.
        case quit(Unsent)
    }

    /// What becomes of texts that have not left when the program ends.
    package enum Unsent: Hashable, Sendable {
        /// There are none, or they are to stay as they are.
        case leave
        /// Release what is held and wait until it was handed over.
        case sendNow
        /// Turn what is held and still ours back into drafts.
        case toDrafts
    }
}
