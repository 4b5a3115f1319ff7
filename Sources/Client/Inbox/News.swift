package import Drawing
package import Messaging

/// What the inbox is told: keys, and news from the world.
package enum Input: Sendable {
    /// All keys that were waiting, in the order they were pressed.
    case keys([Key])
    case news(News)
}

/// Something that happened outside: an answer to an effect, or a change nobody asked for.
package enum News: Hashable, Sendable {
    // Answers to reading.
    case leads(LeadWindow, token: Int)
    /// `nil` when there is no such lead any more.
    case conversation(ConversationWindow?, token: Int)
    case counts(InboxCounts)
    case found([SearchHit], token: Int)
    case jumped([LeadRow], token: Int)
    /// With the message that is to be looked at, where the lead was looked for on its account.
    case nextLead(LeadID?, message: MessageID? = nil, token: Int)

    // Answers to writing.
    case draftSaved(LeadID, token: Int)
    /// The draft was committed together with what another inbox had written into it.
    case draftMerged(LeadID, of: String, whole: String, token: Int)
    /// The draft is saved; the one that was known is gone, as another inbox has sent it or thrown it away.
    case draftEnded(LeadID, known: String, token: Int)
    /// The draft could not be committed: it is only here.
    case draftFailed(LeadID, token: Int, Notice)
    /// It can be taken back for that long from now.
    case queued(MessageID, heldFor: Duration, token: Int)
    /// What waited for a person is held anew.
    case heldAgain
    /// It is not written down yet and is tried again; the notice says why, in a few words.
    case queueDelayed(Notice, token: Int)
    /// It was not written down and will not be: the text is nowhere but here.
    case withdrawn(token: Int)
    /// It was written down before, and is not in the outbox any more.
    case queuedBefore(token: Int)
    /// It waits for a person, since somebody else has sent or changed its draft meanwhile.
    case queuedDoubtfully(MessageID, token: Int)
    /// The intent could not be committed: its text is in the draft again.
    case queueFailed(Notice, token: Int)
    /// With the text that came back, or `nil` when it had left already.
    case tookBack(MessageID, lead: LeadID?, Draft?)
    /// The lead of a new conversation, with a remark on its number where there is one, and the name that stood beside it.
    case conversationStarted(LeadRow, remark: String?, name: String?, token: Int)
    /// Whether the reply could still be discarded.
    case discarded(Bool, token: Int)
    /// A lead was changed, and what takes that back; `nil` where nothing was changed.
    case changed(by: LeadChange?, token: Int)
    case changeFailed(Notice, token: Int)
    case numberRefused(reason: String, token: Int)
    /// The editor ended; `nil` when it failed or changed nothing.
    case edited(String?, lead: LeadID)

    // What changes by itself.
    /// The store was written to, here or by another process.
    case stored
    case engine(EngineReport)
    /// A held reply was overtaken: its lead has written since the person looked.
    case overtaken(MessageRow, lead: LeadRow, by: MessageRow)
    /// Texts that were still unsent when the program last ended.
    case leftHeld([SearchHit])
    /// Texts of ours were refused, or are certain not to have left.
    case failed([SearchHit])
    /// Texts wait for a person whom another inbox asks.
    case askedElsewhere([SearchHit])
    /// The list of what is attached to a message cannot be had for now; the notice says why.
    case mediaListFailed(MessageID, Notice)
    /// Texts that waited for a person no longer do: somebody has decided, here or in another inbox.
    case decided(Set<MessageID>)
    case notice(Notice)

    // The terminal and the clock.
    case resized(Size)
    /// The moment that `InboxState.nextWake` asked for has come.
    case woke
    /// The terminal is about to be left, or is lost: what was typed is to be saved now.
    case leaving
    /// The theme that is now shown.
    case theme(String)
}
