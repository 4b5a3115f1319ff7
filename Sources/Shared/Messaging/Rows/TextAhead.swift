/// A text that another one to the same number has to wait for, since they leave in the order in which they were written.
package struct TextAhead: Hashable, Sendable {
    package var id: MessageID
    package var body: String
    /// Whether it may have left, and is being looked for; else it waits for a person's word.
    package var isUnknown: Bool

    package init(id: MessageID, body: String, isUnknown: Bool) {
        (self.id, self.body, self.isUnknown) = (id, body, isUnknown)
    }
}
