package import Drawing
package import Messaging

/// A prompt of one line with, mostly, a list of choices that follows what is typed.
package struct Picker: Sendable {
    package enum Kind: Hashable, Sendable {
        case filter, search, jump, palette, help
        /// The number of a new conversation.
        case number
        case name(LeadID)
        case attachment
    }

    package let kind: Kind
    package internal(set) var line: LineEditor
    /// The index of the choice that is selected; -1 for none.
    package internal(set) var choice = 0
    package internal(set) var hits: [SearchHit] = []
    package internal(set) var leads: [ShownLead] = []
    /// What is wrong with the line.
    package internal(set) var problem: String?
    /// The line whose answer is awaited.
    var asked: Asked<String>?
    /// How far back in the history of commands the line is.
    var historyDepth = 0
    /// Where the person was when the prompt opened; the help's reasons count there.
    let origin: KeyContext

    init(_ kind: Kind, text: String = "", origin: KeyContext) {
        self.kind = kind
        line = LineEditor(text, limit: 2100, takesLines: false)
        self.origin = origin
    }
}

/// A card or list that lies over the panes and is read, not written.
package struct Sheet: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case details(MessageID)
        case media(MessageID)
        case leadCard(LeadID)
    }

    package let kind: Kind
    /// The line or choice that is selected.
    package internal(set) var choice = 0

    init(_ kind: Kind) { self.kind = kind }
}
