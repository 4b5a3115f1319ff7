/// Unsent text that belongs to a lead, and stays with it through everything.
package struct Draft: Hashable, Sendable {
    package var text: String
    /// The caret's place in Unicode scalars from the beginning.
    package var caret: Int
    /// Public addresses of what is to be attached.
    package var mediaURLs: [String]
    /// The number to send from, where a person chose one.
    package var sender: PhoneNumber?
    /// The message that did not arrive and of which this was made, to be sent in its place.
    package var resends: MessageID?

    package init(
        text: String = "", caret: Int = 0, mediaURLs: [String] = [], sender: PhoneNumber? = nil,
        resends: MessageID? = nil
    ) {
        (self.text, self.caret, self.mediaURLs, self.sender) = (text, caret, mediaURLs, sender)
        self.resends = resends
    }

    package var isEmpty: Bool { text.isEmpty && mediaURLs.isEmpty }
}
