/// What became of saving a draft.
package enum DraftSave: Hashable, Sendable {
    case saved
    /// Another process had written a text since, which now stands before the one that was saved.
    case joined(before: String)
    /// The text that was known is gone: another process has sent it or thrown it away. What was saved stands all the
    /// same.
    case ended
}
