/// A moment in which letters may still be meant for what has just gone: nobody who types sees at once that it has.
///
/// Letters do nothing until there was a pause; each of them makes it last, and several of them are a text, behind which
/// no pause makes the rest of it keys. What no text is made of is heard.
package struct Lull: Hashable, Sendable {
    /// What has gone.
    enum Gone: Hashable, Sendable {
        /// A question, by its answer or by itself.
        case question
        /// The composer, whose text was sent.
        case sentText
        /// The way to the next lead: the key for it came together with a text and was not obeyed, so that what follows
        /// it must not reach the composer that is still open.
        case refusedSend
        /// What keys that came together were for: one of them could not be obeyed, and those behind it belong to it.
        case refusedKey
        /// The next lead, who was asked for while there is none. Who goes on by moving has seen that.
        case soughtLead
        /// The composer, left in the middle of a text by a key that is no word for leaving.
        case leftText
    }

    let gone: Gone
    package private(set) var until: Duration
    /// How many letters were taken that did nothing.
    private var taken = 0
    /// Whether a letter was taken that did nothing.
    var hasTaken: Bool { taken > 0 }
    /// Whether what was taken is a text: it lasts until a key that no text is made of.
    var isText: Bool { gone != .question && taken > 2 }

    init(after gone: Gone, at moment: Duration) {
        self.gone = gone
        until = moment + Self.patience(gone)
    }

    /// Takes a key that does nothing.
    mutating func take(at moment: Duration) { (until, taken) = (moment + Self.patience(gone), taken + 1) }

    /// How long a pause ends it. The rest of what came together may be late by a good second.
    private static func patience(_ gone: Gone) -> Duration {
        switch gone {
        case .refusedKey, .soughtLead: Question.typingPatience
        case .question, .sentText, .refusedSend, .leftText: Question.patience
        }
    }
}
