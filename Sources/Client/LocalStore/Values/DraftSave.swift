/// What became of saving a draft.
package enum DraftSave: Hashable, Sendable {
    case saved
    /// Another process had written a text since, which now stands before the one that was saved.
    case joined(before: String)
}
