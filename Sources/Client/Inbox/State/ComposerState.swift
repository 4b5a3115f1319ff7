package import Drawing
package import Messaging

/// The text being written, and to whom.
///
/// The composer belongs to a lead from the moment it is opened until it is closed. Neither the cursor of the table
/// nor any news can change the lead; sending reads it from here and from nowhere else.
package struct ComposerState: Sendable {
    package let lead: LeadID
    package internal(set) var row: LeadRow
    package internal(set) var editor: LineEditor
    package internal(set) var mediaURLs: [String]
    /// The number to send from, where the person chose one.
    package internal(set) var sender: PhoneNumber?
    /// Where the focus goes afterwards.
    let origin: Pane
    /// Where the cursor stood before a new conversation was begun.
    var cameFrom: LeadID?
    /// The newest message that was on the screen.
    var seenUpTo: MessageID?
    /// Whether the lead's stored draft is part of the text, or there was none.
    var knowsDraft: Bool
    /// What the store holds, as far as is known here.
    var saved: Draft
    /// What the meter shows of the text.
    var metered = Segments("")

    /// The draft as it stands.
    package var draft: Draft {
        let before = editor.characters.prefix(editor.caret).reduce(0) { $0 + $1.unicodeScalars.count }
        return Draft(text: editor.text, caret: before, mediaURLs: mediaURLs, sender: sender)
    }
}

extension Draft {
    /// The caret's place counted in characters as people see them.
    var characterCaret: Int { String(text.unicodeScalars.prefix(max(0, caret))).count }
}

/// The panes a person can be in.
package enum Pane: String, Hashable, Sendable, CaseIterable {
    case table, conversation, composer
}

/// A reply that is being held, or is about to be.
struct HeldReply: Hashable, Sendable {
    let token: Int
    /// Known once the store has it.
    var id: MessageID?
    let lead: LeadID
    let seenUpTo: MessageID?
    /// The text, to be the draft again should the store not take it.
    var draft: Draft?
    /// Until when it is certainly still here.
    var until: Instant
    /// Whether the person wanted it back before the store had answered.
    var isWantedBack = false
    /// Whether the person wanted it to leave at once before the store had answered.
    var isWantedNow = false
    /// Whether it was kept back while a person was asked about quitting; it then leaves only when it is released.
    var isKept = false

    /// Whether it has not left as far as is known. One that the store has not answered for is only on its way there.
    func isHere(at now: Instant) -> Bool { isKept || id == nil || until > now }
}

/// A draft on its way into the store. It counts from the moment it was written, not from the moment it was saved.
struct PendingDraft: Hashable, Sendable {
    var draft: Draft
    var token: Int
    /// What the draft was before, as far as is known.
    var known: Draft?
    /// Whether the store could not take it, so that it would be gone with this session.
    var hasFailed = false
    /// The first token of windows that were read after the draft was saved, once it was.
    var isReplacedFrom: Int?
}
