/// What a key press means, once the key map has had its say.
package enum Intent: Hashable, Sendable {
    /// Do something, `count` times or to the place `count` names where that makes sense.
    case act(Action, count: Int?)
    /// Put a character into the line that is being edited.
    case type(String)
    /// `isCut` when the terminal sent more than is taken in at once.
    case paste(String, isCut: Bool)
    /// The beginning of a longer key, or of a number: nothing happens yet.
    case wait
    /// The key means nothing here.
    case nothing
}
