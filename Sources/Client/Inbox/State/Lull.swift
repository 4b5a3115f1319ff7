/// A moment in which letters may still be meant for what has just gone: nobody who types sees at once that it has.
///
/// Letters do nothing until there was a pause; each of them makes it last. What no text is made of is heard.
package struct Lull: Hashable, Sendable {
    /// What has gone.
    enum Gone: Hashable, Sendable {
        /// A question, by its answer or by itself.
        case question
        /// The composer, whose text was sent.
        case sentText
        /// The composer, left in the middle of a text by a key that is no word for leaving.
        case leftText
    }

    let gone: Gone
    private(set) var until: Duration
    /// Whether a letter was taken that did nothing.
    private(set) var hasTaken = false

    init(after gone: Gone, at moment: Duration) {
        (self.gone, until) = (gone, moment + Question.patience)
    }

    /// Takes a key that does nothing.
    mutating func take(at moment: Duration) { (until, hasTaken) = (moment + Question.patience, true) }
}
