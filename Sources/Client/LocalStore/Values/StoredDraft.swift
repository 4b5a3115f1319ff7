package import Messaging

/// A draft as it is saved.
package struct StoredDraft: Hashable, Sendable {
    package var draft: Draft
    /// Grows with every save of any draft; tells whether somebody else wrote in between.
    package var version: Int64
    /// Of the new conversation's draft: the number as far as it was typed.
    package var address: String
}

/// What became of saving a draft.
package enum DraftSave: Hashable, Sendable {
    case saved(version: Int64)
    /// Another process saved another text since; nothing was overwritten.
    case conflict(StoredDraft)
}
