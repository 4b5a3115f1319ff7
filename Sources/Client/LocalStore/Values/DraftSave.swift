/// What became of saving a draft.
package enum DraftSave: Hashable, Sendable {
    case saved
    /// Another process had written into it since: the draft is the text of both.
    case merged(String)
    /// The text that was known is gone: another process has sent it or thrown it away. What was saved stands all the
    /// same.
    case ended
}
