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
    /// The message that did not arrive and of which the text was made.
    var resends: MessageID?
    /// Why nothing can be written here. What is typed then does nothing until the person leaves.
    package internal(set) var lock: String?
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
    /// What was known of the draft when it turned out that another inbox had sent it or thrown it away.
    var endedElsewhere: String?
    /// Whether the text holds what another inbox wrote, and nobody has tried to send it since.
    var isJoined = false
    /// What the meter shows of the text.
    var metered = Segments("")

    /// The draft as it stands.
    package var draft: Draft {
        let before = editor.characters.prefix(editor.caret).reduce(0) { $0 + $1.unicodeScalars.count }
        return Draft(text: editor.text, caret: before, mediaURLs: mediaURLs, sender: sender, resends: resends)
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
